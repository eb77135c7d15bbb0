//! A sign-in through the core, against bare reqwest that sends the same requests: the difference is what the core costs.

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use portico::transport::{Answering, ExtraRoot, HttpConfig, HttpTransport, Method, Request, Transport};
use reqwest::header::{HeaderName, HeaderValue};
use rustix::time::{ClockId, clock_gettime};
use tempfile::TempDir;

use crate::phone;
use crate::portal::{Portal, client, tls};
use crate::table::{Limit, Row, ratio};

/// How often each is done; the median counts.
const TIMES: usize = 40;
/// A folder without a disk behind it (Linux): what a sign-in costs there, it does not cost for the disk.
const MEMORY: &str = "/dev/shm";

/// Writes down what goes out.
struct Recorder {
    real: HttpTransport,
    sent: Arc<Mutex<Vec<Request>>>,
}

impl Transport for Recorder {
    fn send(&self, request: Request) -> Answering<'_> {
        self.sent.lock().unwrap_or_else(PoisonError::into_inner).push(request.clone());
        self.real.send(request)
    }
}

/// The rows: processor time, on a disk and in memory, and requests.
pub(crate) async fn measure(portal: &Portal) -> Vec<Row> {
    let requests = record(portal).await;
    let shared = tls(&portal.authority);
    let disk = std::env::temp_dir();
    let (mut through_core, mut bare) = (Vec::new(), Vec::new());
    let seen = portal.last().await;
    for turn in 0..=TIMES {
        let core = of_the_core(portal, &disk).await;
        let reqwest = of_reqwest(&requests, &shared).await;
        // The first of each reads the system's roots and the like.
        if turn > 0 {
            through_core.push(core);
            bare.push(reqwest);
        }
    }
    let came = portal.requests(seen).await.len();
    let (core, bare) = (median(through_core), median(bare));
    let kernel = kernels_share(portal, &disk).await;
    let each = 2 * (TIMES + 1);
    let mut rows = vec![
        Row::new("processor time of a sign-in, against bare reqwest sending the same", Limit::Time(1.1))
            .reached(ratio(core, bare), format!("{:.1}× ({} against {})", ratio(core, bare), ms(core), ms(bare))),
        Row::new("of it in the kernel, where what is sent is written down first", Limit::None)
            .reached(kernel, format!("{:.0} % ({})", kernel * 100.0, ms(core.mul_f64(kernel)))),
    ];
    rows.extend(in_memory(portal, bare).await);
    rows.push(
        Row::new("requests of a sign-in, against the same", Limit::Count(1.0))
            .reached(came as f64 / (requests.len() * each) as f64, format!("{} and {}", came / each, requests.len())),
    );
    rows
}

/// What of it is not the disk's; none where there is no folder in memory.
async fn in_memory(portal: &Portal, bare: Duration) -> Option<Row> {
    let place = Path::new(MEMORY);
    if !place.is_dir() {
        return None;
    }
    let mut times = Vec::new();
    for _ in 0..TIMES {
        times.push(of_the_core(portal, place).await);
    }
    let core = median(times);
    let said = format!("{:.1}× ({})", ratio(core, bare), ms(core));
    Some(
        Row::new("the same with the data folder in memory, without a disk", Limit::None)
            .reached(ratio(core, bare), said),
    )
}

/// What a sign-in sends.
async fn record(portal: &Portal) -> Vec<Request> {
    let folder = TempDir::new().unwrap();
    let roots = vec![ExtraRoot { pem: portal.authority.clone(), origins: vec![portal.url.clone()] }];
    let real = HttpTransport::new(HttpConfig { proxy: None, extra_roots: roots }).unwrap();
    let sent = Arc::new(Mutex::new(Vec::new()));
    let app = phone::open(folder.path(), portal, Some(Arc::new(Recorder { real, sent: Arc::clone(&sent) }))).await;
    phone::sign_in(&app, portal, 1).await;
    let sent = sent.lock().unwrap_or_else(PoisonError::into_inner);
    sent.clone()
}

/// Processor time of one sign-in on a fresh phone whose folder lies here, opening left out.
async fn of_the_core(portal: &Portal, place: &Path) -> Duration {
    let folder = TempDir::new_in(place).unwrap();
    let app = phone::open(folder.path(), portal, None).await;
    let before = processor_time();
    phone::sign_in(&app, portal, 1).await;
    processor_time() - before
}

/// How much of the processor time of a sign-in is the kernel's. That is counted in steps of 10 ms: many sign-ins are taken as one
/// stretch, on phones that were opened before.
async fn kernels_share(portal: &Portal, place: &Path) -> f64 {
    let mut phones = Vec::new();
    for _ in 0..TIMES {
        let folder = TempDir::new_in(place).unwrap();
        let app = phone::open(folder.path(), portal, None).await;
        phones.push((folder, app));
    }
    let (kernel, whole) = (in_kernel(), processor_time());
    for (_, app) in &phones {
        phone::sign_in(app, portal, 1).await;
    }
    ratio(in_kernel() - kernel, processor_time() - whole)
}

/// Processor time of the same requests on a fresh connection.
async fn of_reqwest(requests: &[Request], tls: &rustls::ClientConfig) -> Duration {
    let client = client(tls);
    let before = processor_time();
    for request in requests {
        let method = match request.method {
            Method::Get => reqwest::Method::GET,
            Method::Post => reqwest::Method::POST,
        };
        let mut built = client.request(method, request.url.clone()).timeout(request.timeout);
        for (name, value) in &request.headers {
            let name = HeaderName::from_bytes(name.as_bytes()).unwrap();
            built = built.header(name, HeaderValue::from_str(value.expose()).unwrap());
        }
        if request.method == Method::Post {
            built = built.body(request.body.as_ref().map(|body| body.expose().to_owned()).unwrap_or_default());
        }
        built.send().await.unwrap().bytes().await.unwrap();
    }
    processor_time() - before
}

/// Processor time of all threads of this process.
fn processor_time() -> Duration {
    let time = clock_gettime(ClockId::ProcessCPUTime);
    Duration::new(time.tv_sec.try_into().unwrap(), time.tv_nsec.try_into().unwrap())
}

/// How long the kernel has worked for this process, in steps of 10 ms.
fn in_kernel() -> Duration {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after_name = stat.rsplit(')').next().unwrap_or_default();
    let ticks: Option<u64> = after_name.split_whitespace().nth(12).and_then(|ticks| ticks.parse().ok());
    Duration::from_millis(ticks.unwrap_or_default() * 10)
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

fn ms(time: Duration) -> String {
    format!("{:.2} ms", time.as_secs_f64() * 1000.0)
}
