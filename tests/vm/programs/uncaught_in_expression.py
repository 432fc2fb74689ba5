def f(a):
    return a


data = {"key": {"other": [1, 2]}}
print("start")
print(f(1) + f(data["key"]["other"][0] / (len(data) - 1)) * 3)
