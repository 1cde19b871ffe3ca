"""How wide a text is, from the advance widths of Inter (thousandths of an em, regular and semi-bold).

Digits count with their tabular width, so the estimate holds for both kinds of figures and errs to the wide side.
"""

WIDTHS: dict[str, tuple[int, int]] = {
    " ": (281, 252), "\u00a0": (281, 252), "\u202f": (182, 166), "%": (982, 1004), ".": (288, 319), ",": (288, 319),
    ":": (288, 319), "·": (288, 319), "-": (460, 465), "–": (500, 500), "+": (662, 673), "\u2212": (662, 673),
    "(": (365, 373), ")": (365, 373), "/": (360, 379), "’": (261, 294), "”": (440, 501), "€": (667, 679),
    "=": (662, 673), "!": (288, 321), "?": (511, 543), "a": (562, 574), "b": (612, 624), "c": (571, 583),
    "d": (612, 624), "e": (583, 591), "f": (370, 389), "g": (613, 625), "h": (591, 612), "i": (242, 262),
    "j": (242, 262), "k": (549, 569), "l": (242, 262), "m": (876, 900), "n": (591, 612), "o": (600, 609),
    "p": (612, 624), "q": (612, 624), "r": (376, 397), "s": (528, 549), "t": (327, 353), "u": (591, 612),
    "v": (562, 587), "w": (818, 839), "x": (546, 569), "y": (562, 588), "z": (552, 566), "å": (562, 574),
    "ä": (562, 574), "ö": (600, 609), "A": (690, 728), "B": (654, 659), "C": (730, 737), "D": (722, 722),
    "E": (601, 605), "F": (590, 588), "G": (746, 749), "H": (743, 746), "I": (269, 277), "J": (571, 580),
    "K": (672, 703), "L": (565, 565), "M": (903, 922), "N": (753, 759), "O": (765, 769), "P": (639, 645),
    "Q": (765, 773), "R": (644, 652), "S": (642, 650), "T": (646, 660), "U": (744, 736), "V": (690, 728),
    "W": (985, 1020), "X": (682, 720), "Y": (679, 713), "Z": (629, 652), "Å": (690, 728), "Ä": (690, 728),
    "Ö": (765, 769),
}  # fmt: skip
DIGIT = (646, 666)
OTHER = (765, 785)
ASCENT, DESCENT = 0.76, 0.22


def text_width(text: str, size: float, weight: int = 400) -> float:
    """Width in units of the drawing."""
    face = 1 if weight >= 500 else 0
    return sum((DIGIT if mark.isdigit() else WIDTHS.get(mark, OTHER))[face] for mark in text) * size / 1000


def wrapped(text: str, room: float, size: float, weight: int = 400) -> list[str]:
    """The text in lines no wider than `room`, broken at plain spaces only; a single longer word keeps its own line."""
    lines: list[str] = []
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(longer, size, weight) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines
