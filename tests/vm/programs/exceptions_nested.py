def attempt(kind, where):
    log = []
    try:
        log.append("try")
        try:
            if where == "inner":
                raise kind("inner")
            log.append("inner ok")
        except KeyError:
            log.append("inner except")
            if where == "handler":
                raise
        else:
            log.append("inner else")
            if where == "else":
                raise kind("else")
        finally:
            log.append("inner finally")
            if where == "finally":
                raise kind("finally")
    except (ValueError, KeyError) as error:
        log.append("outer except " + str(error))
    except Exception:
        log.append("outer Exception")
        return log
    else:
        log.append("outer else")
    finally:
        log.append("outer finally")
    return log


for kind in (KeyError, ValueError, TypeError):
    for where in ("inner", "else", "finally", "nowhere"):
        print(kind.__name__, where, attempt(kind, where))


def overrides():
    try:
        1 / 0
    finally:
        for _ in range(1):
            break


try:
    overrides()
except ZeroDivisionError as error:
    print("still", error)


def name_is_deleted():
    try:
        raise ValueError("v")
    except ValueError as error:
        pass
    try:
        error
    except UnboundLocalError as unbound:
        print(unbound)


name_is_deleted()
try:
    try:
        raise KeyError("a")
    except ValueError:
        print("no")
except KeyError as error:
    print("passed through", error)
try:
    try:
        raise ValueError
    except 5:
        pass
except TypeError as error:
    print(error)
try:
    raise 5
except TypeError as error:
    print(error)
try:
    raise
except RuntimeError as error:
    print(error)
