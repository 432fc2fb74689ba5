def say(value):
    print("asked", value)
    return value


print(say(0) or say("") or say("last"))
print(say(1) and say(0) and say(2))
print(say(1) and say(0) or say(3))
print("yes" if say(0) else "no")
print([x if x % 2 else -x for x in range(5)])
x = None
while not x:
    x = 1
else:
    print("while else")
for i in range(5):
    if i == 3:
        break
else:
    print("never")
for i in []:
    pass
else:
    print("for else")
i = 10
while True:
    i -= 1
    if i % 2:
        continue
    if i < 4:
        break
    print(i)
