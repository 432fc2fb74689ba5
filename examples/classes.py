"""Classes: a class body is code that runs once, and methods are functions found in the class.

Watch the class body run in a frame of its own, with a namespace for locals. A
method call pushes the function and the instance, so no bound method is made;
super() finds the class through the `__class__` cell.
"""


class Account:
    bank = "First"

    def __init__(self, owner, balance=0):
        self.owner = owner
        self.balance = balance

    def deposit(self, amount):
        self.balance += amount
        return self

    @property
    def empty(self):
        return self.balance == 0

    def __repr__(self):
        return f"{type(self).__name__}({self.owner!r}, {self.balance})"


class Savings(Account):
    rate = 10

    def deposit(self, amount):
        bonus = amount * self.rate // 100
        return super().deposit(amount + bonus)

    @classmethod
    def opened_by(cls, owner):
        return cls(owner)


plain = Account("ann")
saver = Savings.opened_by("bob")
print(plain.empty, plain.deposit(50), saver.deposit(50).deposit(100))
print(sorted([saver, plain], key=lambda account: account.balance))
print(Savings.bank, saver.bank, isinstance(saver, Account))
