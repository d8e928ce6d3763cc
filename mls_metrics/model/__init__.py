"""The words of the product: frozen values that every floor above may use."""
