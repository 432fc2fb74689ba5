class AppError(Exception):
    def __str__(self):
        return "app: " + ", ".join(map(str, self.args))


def parse(text):
    try:
        return int(text)
    except ValueError as error:
        raise AppError("cannot parse", text) from error


def load():
    try:
        return parse("x1")
    finally:
        print("load ends")


load()
