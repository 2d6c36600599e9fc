app_name = "offering"
urlpatterns: list = []
