"""Measurements. Figures are ratios or percentiles of one run on one machine; they are not kept."""
