# modules: colorsys
from colorsys import hls_to_rgb, hsv_to_rgb, rgb_to_hls, rgb_to_hsv, rgb_to_yiq, yiq_to_rgb

for color in ((0.1, 0.5, 0.9), (1.0, 1.0, 1.0), (0.7, 0.2, 0.2), (0.3, 0.9, 0.4)):
    print(rgb_to_hsv(*color), hsv_to_rgb(*rgb_to_hsv(*color)))
    print(rgb_to_hls(*color), hls_to_rgb(*rgb_to_hls(*color)))
    print(rgb_to_yiq(*color), yiq_to_rgb(*rgb_to_yiq(*color)))
