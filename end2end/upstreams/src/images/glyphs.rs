//! A stroke font of capitals: each letter is a few lines on a grid of 6 by 9.

use super::canvas::{Canvas, Colour};

/// Grid units between letters, and from one line to the next.
const GAP: f32 = 2.4;
const LINE: f32 = 13.5;

/// Where a letter begins on its grid, and how wide it is.
fn extent(letter: char) -> (f32, f32) {
    match letter {
        'I' | '\'' | '’' | ':' | '!' | '.' | ',' => (2.5, 1.0),
        '1' => (1.0, 2.0),
        ' ' => (0.0, 2.6),
        '-' | '<' | '>' => (1.0, 4.0),
        _ => (0.0, 6.0),
    }
}

/// The lines of a letter: points are two digits (x then y), lines are parted by commas.
fn lines(letter: char) -> &'static str {
    match letter {
        'A' => "09 30 69,16 56",
        'B' => "00 09 49 67 65 44 04,44 63 61 40 00",
        'C' => "61 40 20 02 07 29 49 68",
        'D' => "00 09 39 67 62 30 00",
        'E' => "60 00 09 69,04 44",
        'F' => "60 00 09,04 44",
        'G' => "61 40 20 02 07 29 49 67 65 35",
        'H' => "00 09,60 69,04 64",
        'I' => "30 39",
        'J' => "60 67 49 29 07",
        'K' => "00 09,60 05,24 69",
        'L' => "00 09 69",
        'M' => "09 00 35 60 69",
        'N' => "09 00 69 60",
        'O' | '0' => "20 40 62 67 49 29 07 02 20",
        'P' => "09 00 40 61 63 45 05",
        'Q' => "20 40 62 67 49 29 07 02 20,46 69",
        'R' => "09 00 40 61 63 45 05,35 69",
        'S' => "61 40 20 02 03 25 45 66 67 49 29 08",
        'T' => "00 60,30 39",
        'U' => "00 07 29 49 67 60",
        'V' => "00 39 60",
        'W' => "00 19 33 59 60",
        'X' => "00 69,60 09",
        'Y' => "00 34 60,34 39",
        'Z' => "00 60 09 69",
        '1' => "11 30 39",
        '2' => "02 20 40 62 63 09 69",
        '3' => "01 20 40 62 44 66 67 49 29 08",
        '4' => "49 40 06 66",
        '5' => "60 00 04 44 66 67 49 09",
        '6' => "50 20 03 07 29 49 67 66 44 05",
        '7' => "00 60 29",
        '8' => "20 40 62 44 24 02 20,24 06 07 29 49 67 66 44",
        '9' => "64 24 02 20 40 62 66 49 19",
        '&' => "69 12 11 30 41 05 07 29 39 65",
        '\'' | '’' => "30 32",
        '-' => "15 55",
        ':' => "32 33,37 38",
        '!' => "30 36,38 39",
        '.' => "38 39",
        ',' => "38 29",
        '<' => "51 15 59",
        '>' => "11 55 19",
        '/' => "60 09",
        '%' => "60 09,11 12,57 58",
        _ => "",
    }
}

/// The letter without what the font has no strokes for.
fn plain(letter: char) -> char {
    match letter {
        'à'..='å' | 'À'..='Å' => 'A',
        'è'..='ë' | 'È'..='Ë' => 'E',
        'ì'..='ï' | 'Ì'..='Ï' => 'I',
        'ò'..='ö' | 'Ò'..='Ö' | 'ø' | 'Ø' => 'O',
        'ù'..='ü' | 'Ù'..='Ü' => 'U',
        other => other.to_ascii_uppercase(),
    }
}

/// Whether the font can write any of it.
pub(super) fn can_write(text: &str) -> bool {
    text.chars().any(|letter| !lines(plain(letter)).is_empty())
}

/// Breaks a text into lines of at most so many letters; what does not fit into the number of lines is left out.
pub(super) fn wrapped(text: &str, letters: usize, most: usize) -> Vec<String> {
    let mut rows: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        let full = rows.len() == most;
        match rows.last_mut() {
            Some(row) if row.chars().count() + 1 + word.chars().count() <= letters => {
                row.push(' ');
                row.push_str(word);
            }
            _ if full => break,
            _ => rows.push(word.chars().take(letters).collect()),
        }
    }
    rows
}

/// Width of a line of text, for a unit of one.
pub(super) fn width(text: &str) -> f32 {
    text.chars().map(|letter| extent(plain(letter)).1 + GAP).sum::<f32>() - GAP
}

/// Distance between lines, for a unit of one.
pub(super) fn line_height() -> f32 {
    LINE
}

/// Writes one line with its top left corner here.
pub(super) fn write(canvas: &mut Canvas, text: &str, corner: (f32, f32), unit: f32, colour: Colour) {
    let mut left = corner.0;
    for letter in text.chars().map(plain) {
        let (from, wide) = extent(letter);
        for line in lines(letter).split(',').filter(|line| !line.is_empty()) {
            let points: Vec<(f32, f32)> = line
                .split(' ')
                .filter_map(|point| {
                    let mut digits = point.bytes().map(|digit| f32::from(digit - b'0'));
                    Some((left + (digits.next()? - from) * unit, corner.1 + digits.next()? * unit))
                })
                .collect();
            canvas.stroke(&points, unit * 1.5, colour, 1.0);
        }
        left += (wide + GAP) * unit;
    }
}
