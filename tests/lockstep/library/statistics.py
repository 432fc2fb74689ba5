# modules: statistics
import statistics

data = [2, 4.5, 4.5, 7, 9, 1]
print(
    statistics.mean(data),
    statistics.median(data),
    statistics.mode(data),
    statistics.stdev(data),
    statistics.pvariance(data),
)
print(
    statistics.quantiles(data, n=4),
    statistics.harmonic_mean([2, 3]),
    statistics.multimode("aabb"),
    statistics.geometric_mean([1, 9]),
)
print(
    statistics.NormalDist(5, 2).cdf(6), statistics.NormalDist.from_samples(data), statistics.median_low(data)
)
try:
    statistics.mean([])
except statistics.StatisticsError as error:
    print(error)
