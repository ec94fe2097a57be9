//! Little landscapes: what posters, portraits and avatars are made of.

use super::{
    canvas::{Canvas, Colour, mixed, real},
    glyphs,
};
use crate::seed::{self, Dice};

/// Sky above, sky below, far land, near land, light.
const PALETTES: [[Colour; 5]; 10] = [
    [[22, 30, 68], [240, 120, 90], [88, 50, 92], [30, 22, 52], [255, 214, 150]],
    [[8, 26, 48], [32, 110, 120], [18, 66, 82], [8, 30, 44], [190, 240, 220]],
    [[70, 20, 60], [250, 150, 80], [130, 40, 70], [50, 14, 44], [255, 230, 170]],
    [[16, 20, 30], [90, 110, 140], [46, 56, 76], [18, 22, 32], [236, 240, 250]],
    [[30, 60, 90], [250, 214, 165], [110, 120, 120], [40, 56, 66], [255, 250, 230]],
    [[12, 44, 40], [180, 200, 120], [40, 92, 70], [14, 44, 38], [250, 246, 190]],
    [[50, 26, 96], [230, 110, 170], [96, 44, 120], [36, 18, 70], [255, 200, 230]],
    [[90, 24, 20], [246, 170, 60], [130, 50, 30], [60, 18, 16], [255, 226, 130]],
    [[10, 50, 90], [150, 210, 240], [50, 110, 150], [16, 50, 84], [255, 255, 255]],
    [[26, 26, 26], [200, 60, 50], [80, 30, 30], [24, 16, 18], [250, 220, 200]],
];

/// A poster (with its title) or a background.
pub(super) fn landscape(title: &str, width: u32, height: u32, lettering: bool) -> Canvas {
    let mut dice = Dice::new(&["picture", title]);
    let palette = PALETTES[dice.below(PALETTES.len())];
    let mut canvas = Canvas::new(width, height);
    canvas.gradient(palette[0], palette[1]);
    match dice.below(5) {
        0 => hills(&mut canvas, palette, &mut dice),
        1 => city(&mut canvas, palette, &mut dice),
        2 => sea(&mut canvas, palette, &mut dice),
        3 => orbit(&mut canvas, palette, &mut dice),
        _ => mountains(&mut canvas, palette, &mut dice),
    }
    if lettering {
        let (_, tall) = canvas.size();
        canvas.shade(tall * 0.55, 0.82);
        letter(&mut canvas, title, palette[4]);
    }
    canvas
}

/// A number between 0 and 1.
fn chance(dice: &mut Dice) -> f32 {
    real(dice.below(1000)) / 1000.0
}

fn light(canvas: &mut Canvas, palette: [Colour; 5], dice: &mut Dice) {
    let (wide, tall) = canvas.size();
    let centre = (wide * (0.25 + chance(dice) * 0.5), tall * (0.2 + chance(dice) * 0.2));
    let radius = wide.min(tall) * (0.1 + chance(dice) * 0.1);
    for (grow, alpha) in [(2.2, 0.10), (1.6, 0.16), (1.25, 0.25), (1.0, 1.0)] {
        canvas.disc(centre, radius * grow, palette[4], alpha);
    }
}

fn hills(canvas: &mut Canvas, palette: [Colour; 5], dice: &mut Dice) {
    light(canvas, palette, dice);
    let (wide, tall) = canvas.size();
    for layer in 0..4_u8 {
        let depth = f32::from(layer) / 3.0;
        let base = tall * (0.48 + depth * 0.24);
        let (phase, swing) = (chance(dice) * 6.3, tall * (0.03 + chance(dice) * 0.05));
        let waves = 1.0 + chance(dice) * 2.0;
        let line = |x: f32| base + swing * (x / wide * 6.3 * waves + phase).sin();
        canvas.ground(line, mixed(palette[2], palette[3], depth));
    }
}

fn mountains(canvas: &mut Canvas, palette: [Colour; 5], dice: &mut Dice) {
    let (wide, tall) = canvas.size();
    for band in 0..5_u8 {
        let y = tall * (0.08 + f32::from(band) * 0.05);
        let swing = tall * 0.03;
        let points: Vec<(f32, f32)> = (0..=24_u8)
            .map(|step| {
                let x = wide * f32::from(step) / 24.0;
                (x, y + swing * (x / wide * 7.0 + f32::from(band)).sin())
            })
            .collect();
        canvas.stroke(&points, tall * 0.03, palette[4], 0.13);
    }
    for layer in 0..3_u8 {
        let depth = f32::from(layer) / 2.0;
        let peaks: Vec<(f32, f32)> =
            (0..4).map(|_| (chance(dice) * wide, tall * (0.34 + depth * 0.2 + chance(dice) * 0.12))).collect();
        let slope = 0.55 + chance(dice) * 0.5;
        let line = |x: f32| {
            peaks.iter().map(|peak| peak.1 + (x - peak.0).abs() * slope).fold(tall * (0.62 + depth * 0.14), f32::min)
        };
        canvas.ground(line, mixed(palette[2], palette[3], depth));
    }
}

fn city(canvas: &mut Canvas, palette: [Colour; 5], dice: &mut Dice) {
    light(canvas, palette, dice);
    let (wide, tall) = canvas.size();
    for layer in 0..2_u8 {
        let depth = f32::from(layer);
        let colour = mixed(palette[2], palette[3], depth);
        let mut left = -wide * 0.02;
        while left < wide {
            let broad = wide * (0.07 + chance(dice) * 0.09);
            let top = tall * (0.4 + depth * 0.12 + chance(dice) * 0.2);
            canvas.block(left, top, left + broad, tall, colour);
            if layer == 1 {
                for window in 0..10_u8 {
                    let x = left + broad * (0.2 + 0.35 * f32::from(window % 2));
                    let y = top + tall * 0.02 + tall * 0.03 * f32::from(window / 2);
                    if dice.below(3) > 0 {
                        canvas.block(x, y, x + broad * 0.18, y + tall * 0.012, palette[4]);
                    }
                }
            }
            left += broad + wide * 0.012;
        }
    }
}

fn sea(canvas: &mut Canvas, palette: [Colour; 5], dice: &mut Dice) {
    light(canvas, palette, dice);
    let (wide, tall) = canvas.size();
    let horizon = tall * 0.56;
    canvas.ground(|_| horizon, palette[2]);
    for wave in 0..26_u8 {
        let y = horizon + tall * 0.016 * f32::from(wave);
        let (left, length) = (chance(dice) * wide, wide * (0.05 + chance(dice) * 0.22));
        canvas.stroke(&[(left, y), (left + length, y)], tall * 0.004, palette[4], 0.35);
    }
    let tower = wide * (0.2 + chance(dice) * 0.6);
    canvas.ground(|x| horizon + tall * 0.06 + (x - tower).abs() * 0.5, palette[3]);
    canvas.block(tower - wide * 0.025, horizon - tall * 0.17, tower + wide * 0.025, horizon + tall * 0.1, palette[3]);
    canvas.disc((tower, horizon - tall * 0.18), wide * 0.035, palette[4], 1.0);
}

fn orbit(canvas: &mut Canvas, palette: [Colour; 5], dice: &mut Dice) {
    let (wide, tall) = canvas.size();
    for _ in 0..70 {
        let star = (chance(dice) * wide, chance(dice) * tall);
        canvas.disc(star, 0.6 + wide * 0.003 * chance(dice), palette[4], 0.8);
    }
    let centre = (wide * (0.35 + chance(dice) * 0.3), tall * 0.36);
    let radius = wide.min(tall) * (0.2 + chance(dice) * 0.08);
    canvas.disc(centre, radius * 1.15, palette[4], 0.12);
    canvas.disc(centre, radius, palette[2], 1.0);
    canvas.disc((centre.0 - radius * 0.22, centre.1 - radius * 0.2), radius * 0.72, palette[1], 0.35);
    for ring in 0..3_u8 {
        let (across, tilt) = (radius * (1.5 + 0.28 * f32::from(ring)), 0.28);
        let points: Vec<(f32, f32)> = (0..=64_u8)
            .map(|step| {
                let angle = f32::from(step) / 64.0 * std::f32::consts::TAU;
                (centre.0 + across * angle.cos(), centre.1 + across * tilt * angle.sin() + across * 0.2 * angle.cos())
            })
            .collect();
        canvas.stroke(&points, radius * 0.035, palette[4], 0.75);
    }
}

/// Writes the title across the lower part.
fn letter(canvas: &mut Canvas, title: &str, colour: Colour) {
    let (wide, tall) = canvas.size();
    if !glyphs::can_write(title) {
        canvas.disc((wide * 0.5, tall * 0.8), wide * 0.06, colour, 1.0);
        return;
    }
    let longest = title.split_whitespace().map(|word| word.chars().count()).max().unwrap_or(1);
    let rows = glyphs::wrapped(title, longest.clamp(8, 14), 5);
    let widest = rows.iter().map(|row| glyphs::width(row)).fold(1.0, f32::max);
    let unit = (wide * 0.84 / widest).min(wide * 0.014);
    let total = glyphs::line_height() * unit * real(rows.len());
    let mut top = tall * 0.95 - total;
    for row in rows {
        let left = (wide - glyphs::width(&row) * unit) / 2.0;
        glyphs::write(canvas, &row, (left, top), unit, colour);
        top += glyphs::line_height() * unit;
    }
}

/// Head and shoulders in front of a colour.
pub(super) fn portrait(name: &str, width: u32, height: u32) -> Canvas {
    let mut dice = Dice::new(&["portrait", name]);
    let palette = PALETTES[dice.below(PALETTES.len())];
    let skin = [[243, 208, 180], [222, 170, 130], [172, 118, 82], [112, 72, 50]][dice.below(4)];
    let hair = [[40, 28, 22], [92, 60, 34], [170, 120, 60], [200, 200, 200]][dice.below(4)];
    let mut canvas = Canvas::new(width, height);
    canvas.gradient(palette[1], palette[0]);
    let (wide, tall) = canvas.size();
    let (centre, radius) = ((wide * 0.5, tall * 0.42), wide * 0.2);
    canvas.disc((centre.0, tall * 1.08), wide * 0.46, palette[3], 1.0);
    canvas.block(centre.0 - radius * 0.4, centre.1, centre.0 + radius * 0.4, tall * 0.74, mixed(skin, [0, 0, 0], 0.12));
    canvas.disc((centre.0, centre.1 - radius * 0.28), radius * 1.14, hair, 1.0);
    canvas.disc((centre.0, centre.1 + radius * 0.1), radius, skin, 1.0);
    canvas
}

/// Initials on a colour.
pub(super) fn avatar(name: &str, number: u64) -> Canvas {
    let palette = PALETTES[seed::below(number, PALETTES.len())];
    let mut canvas = Canvas::new(200, 200);
    canvas.gradient(palette[2], palette[0]);
    let initials: String = name.split_whitespace().filter_map(|word| word.chars().next()).take(2).collect();
    let unit = 9.0;
    let left = (200.0 - glyphs::width(&initials) * unit) / 2.0;
    glyphs::write(&mut canvas, &initials, (left, 60.0), unit, [255, 255, 255]);
    canvas
}

/// A grid of black and white.
pub(super) fn blocks(code: &str) -> Canvas {
    let mut dice = Dice::new(&["qr", code]);
    let mut canvas = Canvas::new(232, 232);
    canvas.gradient([255, 255, 255], [255, 255, 255]);
    for at in 0..625_usize {
        let (x, y) = (real(at % 25) * 8.0 + 16.0, real(at / 25) * 8.0 + 16.0);
        if dice.below(2) == 0 {
            canvas.block(x, y, x + 8.0, y + 8.0, [0, 0, 0]);
        }
    }
    canvas
}
