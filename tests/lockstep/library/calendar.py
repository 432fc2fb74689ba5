# modules: calendar
import calendar

print(calendar.TextCalendar(6).formatmonth(2024, 2))
print(calendar.monthrange(1900, 2), calendar.isleap(2000), calendar.weekday(1999, 12, 31))
try:
    calendar.monthrange(2000, 13)
except ValueError as error:
    print(error)
