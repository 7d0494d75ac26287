#!/bin/sh
# Makes the two files beside it of DejaVu Sans 2.37 (Debian: fonts-dejavu-core), with fontTools (pip install fonttools).
# usage: reduce.sh [FOLDER OF THE WHOLE FONTS]
set -e
from=${1:-/usr/share/fonts/truetype/dejavu}
latin=U+0020-007E,U+00A0-024F,U+0259,U+02B0-02C7,U+02D8-02DD,U+0300-0338,U+1E02-1E03,U+1E80-1E85,U+1E9E,U+1EF2-1EF3,U+FB00-FB04
cyrillic=U+0400-045F,U+0472-0475,U+048A-0527
others=U+0391-03C9,U+0531-0556,U+0559-058A,U+10D0-10FC
signs=U+2010-2027,U+202F-203A,U+2044,U+2070-2094,U+20A0-20BF,U+2103,U+2109,U+2113,U+2116,U+2122,U+2126,U+2150-215E,U+2190-2199,U+21D0-21D4
more=U+2200-2212,U+2215-221E,U+2229-222B,U+2248,U+2260-2265,U+2460-2473,U+2500-2510,U+2591-2593,U+25A0-25D0,U+2605-2606,U+2713-2718,U+FFFD
for font in DejaVuSans DejaVuSans-Bold; do
  pyftsubset "$from/$font.ttf" --unicodes="$latin,$cyrillic,$others,$signs,$more" --no-hinting --drop-tables+=MATH,FFTM \
    --layout-features=kern,mark,mkmk,ccmp,locl --name-IDs=0,1,2,3,4,5,6,13,14 --notdef-outline --output-file="$(dirname "$0")/$font.ttf"
done
