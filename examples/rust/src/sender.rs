//! Posts heartbeats to several equal exporters: take this file as it is.

use std::io::{Error, ErrorKind, Read, Result, Write};
use std::net::{SocketAddr, TcpStream, ToSocketAddrs};
use std::sync::mpsc::{sync_channel, SyncSender};
use std::{sync::Arc, thread, time::Duration};

const TIMEOUT: Duration = Duration::from_secs(2);

/// A thread for each exporter, so that none waits for another and the caller for none.
pub struct Sender(Vec<SyncSender<Arc<str>>>);

impl Sender {
    /// `exporters` are HOST:PORT; of a name with several addresses, such as a headless Service's, each gets everything.
    /// `token` is the bearer token that they ask for, if they do.
    pub fn new(exporters: Vec<String>, token: Option<String>) -> Self {
        let authorization = token.map_or(String::new(), |token| format!("Authorization: Bearer {token}\r\n"));
        let start = |exporter: String| {
            let (slot, bodies) = sync_channel::<Arc<str>>(1);
            let authorization = authorization.clone();
            thread::spawn(move || bodies.iter().for_each(|body| post_to_each(&exporter, &authorization, &body)));
            slot
        };
        Self(exporters.into_iter().map(start).collect())
    }

    /// Never waits. What an exporter has no time for is dropped: the next heartbeat says more.
    pub fn send(&self, json: String) {
        let body: Arc<str> = json.into();
        for slot in &self.0 {
            let _ = slot.try_send(Arc::clone(&body));
        }
    }
}

/// Looks the name up each time: what stands behind it comes and goes.
fn post_to_each(exporter: &str, authorization: &str, body: &str) {
    let complain = |problem: Error| eprintln!("heartbeats to {exporter}: {problem}");
    match exporter.to_socket_addrs() {
        Err(problem) => complain(problem),
        Ok(addresses) => thread::scope(|scope| {
            for address in addresses {
                scope.spawn(move || post(exporter, address, authorization, body).unwrap_or_else(complain));
            }
        }),
    }
}

/// HTTP/1.0, so that the answer ends where the connection does.
fn post(exporter: &str, address: SocketAddr, authorization: &str, body: &str) -> Result<()> {
    let mut stream = TcpStream::connect_timeout(&address, TIMEOUT)?;
    stream.set_read_timeout(Some(TIMEOUT))?;
    stream.set_write_timeout(Some(TIMEOUT))?;
    let length = body.len();
    write!(
        stream,
        "POST /api/v1/heartbeats HTTP/1.0\r\nHost: {exporter}\r\n{authorization}\
         Content-Type: application/json\r\nContent-Length: {length}\r\n\r\n{body}"
    )?;
    let mut answer = String::new();
    stream.take(1 << 20).read_to_string(&mut answer)?;
    let status = answer.split_whitespace().nth(1);
    let is_taken = status == Some("202") && answer.contains("\"rejected\":[]");
    if is_taken { Ok(()) } else { Err(Error::new(ErrorKind::Other, answer)) }
}
