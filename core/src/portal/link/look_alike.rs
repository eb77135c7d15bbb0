//! Hosts that pass for others.

/// Whether a host, as [`host_shown`](super::super::host::host_shown) shows it, passes for another one: an international name
/// that is not shown in its own letters because it mixes alphabets, or Bitrix24's name where it is not Bitrix24's
/// (`company.bitrix24.com.evil.example`, `company.bitrlx24.com`). A company may call its own host `bitrix24.company.example`.
pub fn passes_for_another(host: &str) -> bool {
    let labels: Vec<&str> = host.split('.').collect();
    let mixed = labels.iter().any(|label| label.starts_with("xn--"));
    let misspelt = labels.iter().any(|label| skeleton(label).contains("bitrix24") && !label.contains("bitrix24"));
    let inside = labels.windows(3).any(|three| matches!(three, ["bitrix24", top, _] if is_top(top)));
    mixed || misspelt || (inside && !is_cloud_host(host))
}

/// Whether this is a host of the cloud (A6, `b24-xxx.bitrix24.yy`) or of its Network (M6).
pub fn is_cloud_host(host: &str) -> bool {
    let mut labels = host.trim_end_matches('.').rsplit('.');
    let (top, second) = (labels.next().unwrap_or_default(), labels.next().unwrap_or_default());
    // `bitrix24.com.br`: the second level of a country.
    let name =
        if matches!(second, "com" | "co" | "net" | "org") && top.len() == 2 { labels.next() } else { Some(second) };
    is_top(top) && name == Some("bitrix24")
}

/// Whether this is the Network (M6), which is no portal: `bitrix24.net` or below it.
pub fn is_network_host(host: &str) -> bool {
    let host = host.trim_end_matches('.');
    host.strip_suffix("bitrix24.net").is_some_and(|below| below.is_empty() || below.ends_with('.'))
}

/// `com`, `de`, `tech`.
fn is_top(label: &str) -> bool {
    (2..=5).contains(&label.len()) && label.bytes().all(|b| b.is_ascii_lowercase())
}

/// Whether two different hosts look alike to somebody who does not read letter by letter.
pub fn looks_like(host: &str, known: &str) -> bool {
    host != known && skeleton(host) == skeleton(known)
}

/// A host with letters that look alike made the same.
fn skeleton(host: &str) -> String {
    let (read, _) = idna::domain_to_unicode(host);
    let one = |c: char| match c {
        '0' | 'о' | 'ο' | 'ö' | 'ó' | 'ò' | 'ô' | 'õ' | 'ø' => 'o',
        '1' | 'l' | '|' | 'і' | 'ι' | 'í' | 'ì' | 'î' | 'ï' | 'ı' | 'ł' | 'ӏ' => 'i',
        'а' | 'α' | 'á' | 'à' | 'â' | 'ä' | 'ã' | 'å' => 'a',
        'е' | 'é' | 'è' | 'ê' | 'ë' | 'ё' => 'e',
        'с' | 'ç' | 'ć' => 'c',
        'р' | 'ρ' => 'p',
        'х' | 'χ' => 'x',
        'у' | 'ý' | 'γ' => 'y',
        'к' | 'κ' => 'k',
        'в' | 'β' => 'b',
        'т' | 'τ' => 't',
        'м' => 'm',
        'н' => 'h',
        'ѕ' | 'ś' => 's',
        'ј' => 'j',
        'г' => 'r',
        'ν' | 'ѵ' => 'v',
        'ñ' | 'ń' | 'п' => 'n',
        'ü' | 'ú' | 'ù' | 'û' | 'υ' => 'u',
        '_' => '-',
        other => other,
    };
    let same: String = read.to_lowercase().chars().map(one).collect();
    same.replace("rn", "m").replace("vv", "w")
}
