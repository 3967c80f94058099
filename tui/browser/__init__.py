"""The app in a browser on this machine: the same app, behind a door that lets one person in."""
