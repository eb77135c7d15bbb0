//! TLS on Android asks the phone's own verifier, which lives in Java: it needs the app's context once, before the first `open`.

use std::sync::atomic::{AtomicBool, Ordering};

use jni::EnvUnowned;
use jni::errors::LogErrorAndDefault;
use jni::objects::{JClass, JObject};
use jni::sys::jboolean;

use crate::error::PorticoError;

static READY: AtomicBool = AtomicBool::new(false);

/// Without the context the first handshake would panic: said here instead.
pub(crate) fn must_be_ready() -> Result<(), PorticoError> {
    if READY.load(Ordering::Acquire) { Ok(()) } else { Err(PorticoError::TlsNotInitialised) }
}

/// The native half of `com.portico.Tls.init(context)`: `true` once the verifier has its context. Calling it again changes nothing.
#[expect(unsafe_code, reason = "JNI finds a native method by its symbol; the crate's only unsafe")]
#[unsafe(no_mangle)]
extern "system" fn Java_com_portico_Tls_initialise<'local>(
    mut env: EnvUnowned<'local>,
    _class: JClass<'local>,
    context: JObject<'local>,
) -> jboolean {
    let ready = env.with_env(|env| rustls_platform_verifier::android::init_with_env(env, context).map(|()| true));
    let ready = ready.resolve::<LogErrorAndDefault>();
    READY.fetch_or(ready, Ordering::Release);
    ready
}
