"""Pages of the frame itself."""

from django.conf import settings
from django.urls import path

from regulars.ui import views

app_name = "ui"
urlpatterns = [
    path("search/", views.search, name="search"),
    path("search/suggest", views.suggest, name="suggest"),
    path("more/", views.more, name="more"),
    path("ui/language/", views.language, name="language"),
    path("ui/theme/", views.theme, name="theme"),
    path("app.webmanifest", views.manifest, name="manifest"),
]

if settings.DEBUG:
    from regulars.ui import gallery

    urlpatterns += [
        path("ui/gallery/", gallery.index, name="gallery"),
        path("ui/gallery/<slug:name>/", gallery.page, name="gallery_page"),
    ]
