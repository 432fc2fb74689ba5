"""A bank with several kinds of customers: small classes, inheritance, properties, operators, exceptions."""


class Refused(Exception):
    pass


class Money:
    __slots__ = ("cents",)

    def __init__(self, cents):
        self.cents = cents

    def __add__(self, other):
        return Money(self.cents + other.cents)

    def __sub__(self, other):
        return Money(self.cents - other.cents)

    def __lt__(self, other):
        return self.cents < other.cents

    def __eq__(self, other):
        return isinstance(other, Money) and self.cents == other.cents


class Account:
    limit = Money(0)

    def __init__(self, owner, balance):
        self.owner = owner
        self._balance = balance

    @property
    def balance(self):
        return self._balance

    @balance.setter
    def balance(self, value):
        if value < self.limit:
            raise Refused(self.owner)
        self._balance = value

    def deposit(self, amount):
        self.balance = self.balance + amount

    def withdraw(self, amount):
        self.balance = self.balance - amount


class Overdraft(Account):
    limit = Money(-5_000)


class Watched(Account):
    def __init__(self, owner, balance):
        super().__init__(owner, balance)
        self.entries = []

    def deposit(self, amount):
        super().deposit(amount)
        self.entries.append(("in", amount))

    def withdraw(self, amount):
        super().withdraw(amount)
        self.entries.append(("out", amount))


class Bank:
    def __init__(self, kinds, customers):
        self.accounts = [kinds[number % len(kinds)](number, Money(10_000)) for number in range(customers)]
        self.refused = 0
        self.seed = 1

    def random(self, limit):
        self.seed = self.seed * 1_103_515_245 + 12_345 & 0x7FFFFFFF
        return (self.seed >> 8) % limit

    def transfer(self, source, target, amount):
        try:
            source.withdraw(amount)
        except Refused:
            self.refused += 1
        else:
            target.deposit(amount)

    def day(self):
        for source in self.accounts:
            target = self.accounts[self.random(len(self.accounts))]
            self.transfer(source, target, Money(self.random(6_000)))

    def total(self):
        return sum((account.balance for account in self.accounts), Money(0))


def work(days, customers):
    bank = Bank([Account, Overdraft, Watched], customers)
    before = bank.total()
    for _ in range(days):
        bank.day()
    assert bank.total() == before
    assert bank.refused > 0
    return bank


work(40, 40)
