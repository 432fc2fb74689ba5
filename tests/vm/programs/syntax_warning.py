import warnings


def f(x):
    return x is 5


print(f(5), "\d")
print(eval("1 is 1"))
assert (f(5), "always true")

for run in exec, eval:
    for name in "of.its.own", None:
        with warnings.catch_warnings(record=True) as log:
            warnings.simplefilter("ignore")
            warnings.filterwarnings("always", module=r"of\.its\.own\Z")
            run("1 is 2", {"__name__": name} if name else {})
        print(len(log))
