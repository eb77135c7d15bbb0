//! The one function that Java calls by its symbol: it hands the app's context to the verifier of [`crate::tls`].

use jni::EnvUnowned;
use jni::errors::LogErrorAndDefault;
use jni::objects::{JClass, JObject};
use jni::sys::jboolean;

use crate::tls::Context;

pub(crate) static CONTEXT: Context = Context::none();

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
    CONTEXT.came(ready);
    ready
}
