def __getattr__(name):
    if name == "forbidden":
        raise AttributeError("no " + name)
    return name.upper()
