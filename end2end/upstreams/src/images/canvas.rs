//! A small drawing board: gradients, discs, hills and lines with soft edges, written as PNG or JPEG.

use axum::body::Bytes;
use jpeg_encoder::{ColorType, Encoder};

/// Red, green, blue.
pub(super) type Colour = [u8; 3];

/// Pixels in rows of RGB.
pub(super) struct Canvas {
    width: usize,
    height: usize,
    pixels: Vec<u8>,
}

/// A coordinate as the number drawing works with. Pictures are at most a few thousand pixels wide.
#[expect(clippy::cast_precision_loss, reason = "coordinates are far below 2^23")]
pub(super) fn real(value: usize) -> f32 {
    value as f32
}

/// The pixel at a coordinate, not left of or above the picture.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped, and `as` saturates")]
fn pixel(value: f32) -> usize {
    value.max(0.0) as usize
}

/// Between two channel values.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the mix of two bytes is a byte")]
fn between(from: u8, to: u8, share: f32) -> u8 {
    (f32::from(from) + (f32::from(to) - f32::from(from)) * share).round() as u8
}

/// Between two colours.
pub(super) fn mixed(from: Colour, to: Colour, share: f32) -> Colour {
    let share = share.clamp(0.0, 1.0);
    [between(from[0], to[0], share), between(from[1], to[1], share), between(from[2], to[2], share)]
}

impl Canvas {
    /// A black board.
    pub(super) fn new(width: u32, height: u32) -> Self {
        let (width, height) = (width.max(1) as usize, height.max(1) as usize);
        Self { width, height, pixels: vec![0; width * height * 3] }
    }

    /// Width and height.
    pub(super) fn size(&self) -> (f32, f32) {
        (real(self.width), real(self.height))
    }

    /// Fills everything from top to bottom.
    pub(super) fn gradient(&mut self, top: Colour, bottom: Colour) {
        let height = real(self.height);
        for (row, y) in self.pixels.chunks_exact_mut(self.width * 3).zip(0..) {
            let colour = mixed(top, bottom, real(y) / height);
            row[..3].copy_from_slice(&colour);
            let (mut filled, len) = (3, row.len());
            // Doubling is far quicker than going pixel by pixel in an unoptimised build.
            while filled < len {
                let more = filled.min(len - filled);
                row.copy_within(..more, filled);
                filled += more;
            }
        }
    }

    /// Darkens towards the bottom, so that lettering can be read.
    pub(super) fn shade(&mut self, from_y: f32, strength: f32) {
        let (_, height) = self.size();
        for y in pixel(from_y)..self.height {
            let share = strength * (real(y) - from_y) / (height - from_y).max(1.0);
            self.span(y, 0.0, real(self.width), [8, 10, 16], share);
        }
    }

    /// Part of a row; the ends are soft.
    pub(super) fn span(&mut self, y: usize, from: f32, to: f32, colour: Colour, alpha: f32) {
        if y >= self.height || to <= 0.0 || alpha <= 0.0 {
            return;
        }
        let (first, last) = (pixel(from), pixel(to.ceil()).min(self.width));
        for x in first..last {
            let cover = (to - real(x)).min(real(x) + 1.0 - from).clamp(0.0, 1.0);
            self.blend(x, y, colour, alpha * cover);
        }
    }

    /// A filled circle.
    pub(super) fn disc(&mut self, centre: (f32, f32), radius: f32, colour: Colour, alpha: f32) {
        for y in pixel(centre.1 - radius)..pixel(centre.1 + radius + 1.0).min(self.height) {
            let dy = real(y) + 0.5 - centre.1;
            let half = (radius * radius - dy * dy).max(0.0).sqrt();
            if half > 0.0 {
                self.span(y, centre.0 - half, centre.0 + half, colour, alpha);
            }
        }
    }

    /// Fills from a line given as height over x down to the bottom.
    pub(super) fn ground(&mut self, line: impl Fn(f32) -> f32, colour: Colour) {
        let tops: Vec<f32> = (0..self.width).map(|x| line(real(x))).collect();
        let highest = tops.iter().copied().fold(f32::INFINITY, f32::min);
        for y in pixel(highest)..self.height {
            for (x, top) in tops.iter().enumerate() {
                let cover = real(y) + 1.0 - top;
                if cover > 0.0 {
                    self.blend(x, y, colour, cover.min(1.0));
                }
            }
        }
    }

    /// A filled rectangle.
    pub(super) fn block(&mut self, left: f32, top: f32, right: f32, bottom: f32, colour: Colour) {
        for y in pixel(top)..pixel(bottom).min(self.height) {
            self.span(y, left, right, colour, 1.0);
        }
    }

    /// A line through points, with round ends.
    pub(super) fn stroke(&mut self, points: &[(f32, f32)], thickness: f32, colour: Colour, alpha: f32) {
        let half = thickness / 2.0;
        let edge = |pick: fn(&(f32, f32)) -> f32, best: fn(f32, f32) -> f32| points.iter().map(pick).reduce(best);
        let (Some(left), Some(right)) = (edge(|point| point.0, f32::min), edge(|point| point.0, f32::max)) else {
            return;
        };
        let (Some(top), Some(bottom)) = (edge(|point| point.1, f32::min), edge(|point| point.1, f32::max)) else {
            return;
        };
        let (x0, x1) = (pixel(left - half - 1.0), pixel(right + half + 2.0).min(self.width));
        let (y0, y1) = (pixel(top - half - 1.0), pixel(bottom + half + 2.0).min(self.height));
        if x0 >= x1 || y0 >= y1 {
            return;
        }
        // Gathered first and blended once, so that joints of a translucent line do not show.
        let mut cover = vec![0.0_f32; (x1 - x0) * (y1 - y0)];
        for pair in points.windows(2) {
            let (a, b) = (pair[0], pair[1]);
            let (dx, dy) = (b.0 - a.0, b.1 - a.1);
            let length = (dx * dx + dy * dy).max(f32::EPSILON);
            let rows = pixel(a.1.min(b.1) - half - 1.0).max(y0)..pixel(a.1.max(b.1) + half + 2.0).min(y1);
            for y in rows {
                for x in pixel(a.0.min(b.0) - half - 1.0).max(x0)..pixel(a.0.max(b.0) + half + 2.0).min(x1) {
                    let (px, py) = (real(x) + 0.5 - a.0, real(y) + 0.5 - a.1);
                    let along = ((px * dx + py * dy) / length).clamp(0.0, 1.0);
                    let here = (half + 0.5 - (px - along * dx).hypot(py - along * dy)).clamp(0.0, 1.0);
                    let kept = &mut cover[(y - y0) * (x1 - x0) + x - x0];
                    *kept = kept.max(here);
                }
            }
        }
        for (row, y) in cover.chunks_exact(x1 - x0).zip(y0..) {
            for (here, x) in row.iter().zip(x0..) {
                if *here > 0.0 {
                    self.blend(x, y, colour, alpha * here);
                }
            }
        }
    }

    fn blend(&mut self, x: usize, y: usize, colour: Colour, alpha: f32) {
        let at = (y * self.width + x) * 3;
        let Some(here) = self.pixels.get_mut(at..at + 3) else { return };
        if alpha >= 1.0 {
            here.copy_from_slice(&colour);
        } else {
            for (old, new) in here.iter_mut().zip(colour) {
                *old = between(*old, new, alpha);
            }
        }
    }

    /// The picture as JPEG.
    pub(super) fn jpeg(&self) -> Bytes {
        let mut written = Vec::new();
        let (width, height) = (u16::try_from(self.width), u16::try_from(self.height));
        if let (Ok(width), Ok(height)) = (width, height) {
            // Writing into memory cannot fail; an empty picture would show in any test.
            let _ = Encoder::new(&mut written, 82).encode(&self.pixels, width, height, ColorType::Rgb);
        }
        Bytes::from(written)
    }

    /// The picture as PNG.
    pub(super) fn png(&self) -> Bytes {
        let mut written = Vec::new();
        let (width, height) = (u32::try_from(self.width), u32::try_from(self.height));
        if let (Ok(width), Ok(height)) = (width, height) {
            let mut encoder = png::Encoder::new(&mut written, width, height);
            encoder.set_color(png::ColorType::Rgb);
            encoder.set_depth(png::BitDepth::Eight);
            encoder.set_compression(png::Compression::Fast);
            // As above: memory takes everything.
            let _ = encoder.write_header().and_then(|mut writer| writer.write_image_data(&self.pixels));
        }
        Bytes::from(written)
    }
}
