"""Reads a vector tile by the specification alone and tells what is wrong with it (Mapbox Vector Tile 2.1)."""
import numpy
import shapely

EXTENT = 4096
# A clipped tile reaches a little beyond its sides; nothing lies further out than a quarter of it.
BUFFER = EXTENT // 4


def varint(data, at):
    value = shift = 0
    while True:
        byte = data[at]
        at += 1
        value |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            return value, at


def members(data):
    at = 0
    while at < len(data):
        key, at = varint(data, at)
        kind = key & 7
        if kind == 0:
            value, at = varint(data, at)
        else:
            size, at = (8, at) if kind == 1 else (4, at) if kind == 5 else varint(data, at)
            value, at = data[at:at + size], at + size
        yield key >> 3, value


def packed(data):
    """All numbers of a packed field; none is longer than five bytes."""
    bytes_ = numpy.frombuffer(data, numpy.uint8)
    ends = numpy.flatnonzero(bytes_ < 128)
    if not len(ends):
        return numpy.zeros(0, numpy.int64)
    starts = numpy.concatenate([[0], ends[:-1] + 1])
    values = numpy.zeros(len(ends), numpy.int64)
    for place in range(int((ends - starts).max()) + 1):
        here = starts + place <= ends
        values[here] |= (bytes_[starts[here] + place].astype(numpy.int64) & 127) << 7 * place
    return values


def rings(numbers):
    """The rings of a polygon geometry (section 4.3)."""
    steps = (numbers >> 1) ^ -(numbers & 1)
    found, at, x, y = [], 0, 0, 0
    while at < len(numbers):
        command, count = numbers[at] & 7, int(numbers[at] >> 3)
        if command != 1 or count != 1 or numbers[at + 3] & 7 != 2:
            raise ValueError("a ring does not begin with one MoveTo and a LineTo")
        more = int(numbers[at + 3] >> 3)
        moves = numpy.concatenate([steps[at + 1:at + 3], steps[at + 4:at + 4 + 2 * more]]).reshape(-1, 2)
        points = numpy.cumsum(moves, axis=0) + [x, y]
        x, y = points[-1]
        at += 4 + 2 * more
        if more < 2 or numbers[at] != 15:
            raise ValueError("a ring is not closed by ClosePath or has fewer than three points")
        at += 1
        found.append(points)
    return found


def doubled_area(points):
    x, y = points[:, 0], points[:, 1]
    return int((x * numpy.roll(y, -1) - numpy.roll(x, -1) * y).sum())


def polygons(numbers):
    """The polygons of a geometry, exteriors before their holes."""
    parts = []
    for ring in rings(numbers):
        area = doubled_area(ring)
        if area == 0 or area < 0 and not parts:
            raise ValueError("a ring without area, or a hole before an exterior")
        if abs(ring - EXTENT // 2).max() > EXTENT // 2 + BUFFER:
            raise ValueError("a point far outside")
        if area > 0:
            parts.append([ring, []])
        else:
            parts[-1][1].append(ring)
    return parts


def faults(data):
    """What is wrong with a tile; empty when nothing is."""
    wrong, names, shapes = [], set(), []
    for key, layer in members(data):
        if key != 3:
            wrong.append(f"member {key} of the tile")
            continue
        fields = list(members(layer))
        single = {number: value for number, value in fields if number in (1, 5, 15)}
        name = bytes(single.get(1, b"")).decode()
        if not name or name in names or single.get(15) != 2 or single.get(5, EXTENT) != EXTENT:
            wrong.append(f"layer {name}: name, version or extent")
        names.add(name)
        keys, values = (sum(1 for number, _ in fields if number == wanted) for wanted in (3, 4))
        features = [dict(members(value)) for number, value in fields if number == 2]
        if not features:
            wrong.append(f"layer {name} is empty")
        for feature in features:
            tags = packed(feature.get(2, b""))
            if len(tags) % 2 or (tags[::2] >= keys).any() or (tags[1::2] >= values).any():
                wrong.append(f"layer {name}: tags")
            try:
                if feature.get(3) != 3:
                    raise ValueError("no polygon")
                parts = polygons(packed(feature[4]))
                shapes.append(shapely.MultiPolygon([shapely.Polygon(outer, inner) for outer, inner in parts]))
            except (ValueError, IndexError, KeyError) as fault:
                wrong.append(f"layer {name}: {fault}")
    valid = shapely.is_valid(numpy.array(shapes, dtype=object))
    return wrong + [f"{shapely.is_valid_reason(shapes[number])}" for number in numpy.flatnonzero(~valid)]
