class Manager:
    def __enter__(self):
        return self

    def __exit__(self, *error):
        print("exit")


def use():
    with Manager() as m:
        m.missing(
            1,
            2,
        )


with Manager():
    use()
