def tab(customer, user):
    return {}
