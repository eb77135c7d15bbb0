//! The figures as a picture: a bar for each, as long as its share of what is wanted.

use std::fmt::Write as _;

use crate::table::Row;

const WIDTH: u32 = 980;
const LINE: usize = 34;
/// Where bars begin, and where one that is all of its limit ends.
const LEFT: f64 = 480.0;
const FULL: f64 = 200.0;
/// The longest bar, in limits.
const LONGEST: f64 = 1.25;

/// An SVG that is read on light and dark pages.
pub(crate) fn svg(rows: &[Row]) -> String {
    let height = 40 + rows.len() * LINE;
    let mut svg = format!(
        r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" font-family="sans-serif" font-size="13">
<title>What Portico costs, each figure against what is wanted of it</title>
<style>text {{ fill: #24292f }} .good {{ fill: #4c956c }} .missed {{ fill: #c8553d }} .limit {{ stroke: #8b949e; stroke-dasharray: 3 3 }}
@media (prefers-color-scheme: dark) {{ text {{ fill: #e6edf3 }} }}</style>
"##
    );
    let limit = LEFT + FULL;
    let _ = writeln!(svg, r#"<text x="{limit}" y="16" text-anchor="middle">at most</text>"#);
    let _ = writeln!(svg, r#"<line class="limit" x1="{limit}" y1="22" x2="{limit}" y2="{height}"/>"#);
    for (place, row) in rows.iter().enumerate() {
        let y = 30 + place * LINE;
        let text = y + 16;
        let _ = writeln!(svg, r#"<text x="{}" y="{text}" text-anchor="end">{}</text>"#, LEFT - 10.0, plain(&row.what));
        let Some(at_most) = row.limit.at_most() else {
            let _ = writeln!(svg, r#"<text x="{LEFT}" y="{text}">{}</text>"#, plain(&row.said));
            continue;
        };
        let width = (row.figure / at_most).clamp(0.01, LONGEST) * FULL;
        let class = if row.missed() { "missed" } else { "good" };
        let _ = writeln!(svg, r#"<rect class="{class}" x="{LEFT}" y="{y}" width="{width:.1}" height="22" rx="3"/>"#);
        // Beside the bar, and beside the line of the limit too.
        let said = if width < FULL { LEFT + FULL } else { LEFT + width } + 8.0;
        let _ = writeln!(svg, r#"<text x="{said:.1}" y="{text}">{}</text>"#, plain(&row.said));
    }
    svg.push_str("</svg>\n");
    svg
}

fn plain(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}
