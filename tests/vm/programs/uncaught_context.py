def clean_up():
    raise OSError(2, "No such thing")


try:
    try:
        [].pop()
    except IndexError:
        clean_up()
finally:
    {}["missing"]
