x = "module"


def reads():
    return x


def shadows():
    x = "local"
    return x


def assigns():
    global x, fresh
    x = "assigned"
    fresh = "new"


def unbound():
    print(x)
    x = 1


print(reads(), shadows())
assigns()
print(x, fresh)
try:
    unbound()
except UnboundLocalError as error:
    print(error)


def delete():
    y = 1
    del y
    try:
        del y
    except UnboundLocalError as error:
        print(error)
    return y


try:
    delete()
except UnboundLocalError as error:
    print(error)
try:
    print(undefined)
except NameError as error:
    print(error)
del x
try:
    print(x)
except NameError as error:
    print(error)
try:
    del x
except NameError as error:
    print(error)


class Body:
    y = 1
    z = [y for _ in range(2)] if False else y
    try:
        del nothing
    except NameError as error:
        print(error)
    del y


print(hasattr(Body, "y"), Body.z)
len = lambda _: "mine"
print(len([1]))
del len
print(len([1]))
