"""The desk as the service runs it: opened from the settings, with publication and the list of suspended ids."""
