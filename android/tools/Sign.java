import com.android.apksig.ApkSigner;
import com.android.apksig.ApkVerifier;
import java.io.File;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/** Sign KEYSTORE PASSWORD IN OUT: aligns and signs (v2, v3), then verifies. */
class Sign {
    public static void main(String[] args) throws Exception {
        var password = args[1].toCharArray();
        var keys = KeyStore.getInstance(new File(args[0]), password);
        var alias = keys.aliases().nextElement();
        var key = (PrivateKey) keys.getKey(alias, password);
        var certificate = (X509Certificate) keys.getCertificate(alias);
        var signer = new ApkSigner.SignerConfig.Builder(alias, key, List.of(certificate)).build();
        var out = new File(args[3]);
        new ApkSigner.Builder(List.of(signer))
            .setInputApk(new File(args[2]))
            .setOutputApk(out)
            .setV1SigningEnabled(false)
            .setV2SigningEnabled(true)
            .setV3SigningEnabled(true)
            .build()
            .sign();
        var verified = new ApkVerifier.Builder(out).build().verify();
        if (!verified.isVerified()) {
            System.err.println("The APK's signature is wrong: " + verified.getAllErrors());
            System.exit(1);
        }
    }
}
