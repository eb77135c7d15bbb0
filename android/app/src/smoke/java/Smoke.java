import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.junit.Assert.assertTrue;

import android.app.Activity;
import android.os.Bundle;
import android.view.View;
import android.view.ViewGroup;
import android.view.accessibility.AccessibilityNodeInfo;
import android.view.accessibility.AccessibilityNodeProvider;
import com.portico.app.smoke.SmokeApp;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.json.JSONObject;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.Robolectric;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;
import org.robolectric.shadows.ShadowLooper;

/**
 * The app's shrunk classes start and sign in. In Java and by accessibility alone: most names of the app and of Kotlin's own library
 * are gone from them, and what R8 took away by mistake must not be found elsewhere.
 */
@RunWith(RobolectricTestRunner.class)
@Config(application = SmokeApp.class)
public class Smoke {
    private static final String COMPANY = "{\"users\":[{\"login\":\"anna\",\"password\":\"Sun-flower9\",\"name\":\"Anna Berg\"}]}";
    private static Process portal;

    @BeforeClass
    public static void portal() throws Exception {
        Path folder = Files.createTempDirectory("smoke");
        Path company = Files.writeString(folder.resolve("company.json"), COMPANY);
        portal = new ProcessBuilder(System.getProperty("portico.portal"), "--company", company.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
        String ready = new BufferedReader(new InputStreamReader(portal.getInputStream())).readLine();
        System.setProperty("smoke.data", folder.resolve("data").toString());
        System.setProperty("smoke.url", new JSONObject(ready).getString("portal"));
        System.setProperty("smoke.ca", new JSONObject(ready).getString("ca"));
    }

    @AfterClass
    public static void leave() {
        portal.destroy();
    }

    @Test
    public void startsAndSignsIn() throws Exception {
        Activity activity = Robolectric.buildActivity(Class.forName("com.portico.app.MainActivity").asSubclass(Activity.class)).setup().get();
        Screen screen = new Screen(activity);
        screen.tap("accounts_sign_in");
        screen.type(0, System.getProperty("smoke.url"));
        screen.tap("signin_next");
        screen.until(node -> node.isPassword(), "a password");
        screen.type(0, "anna");
        screen.type(1, "Sun-flower9");
        screen.tap("signin_sign_in");
        screen.until(node -> says(node, "Anna Berg"), "Anna's name");
    }

    private static boolean says(AccessibilityNodeInfo node, String text) {
        return (node.getText() + "\n" + node.getContentDescription()).contains(text);
    }

    /** What a screen reader finds, and does. */
    private static class Screen {
        /** Elements are numbered as they are made; more than this are not made here. */
        private static final int ELEMENTS = 5000;

        private final Activity activity;

        Screen(Activity activity) {
            this.activity = activity;
        }

        void tap(String word) {
            String text = activity.getString(activity.getResources().getIdentifier(word, "string", activity.getPackageName()));
            act(until(node -> node.isClickable() && node.isEnabled() && says(node, text), text), AccessibilityNodeInfo.ACTION_CLICK, null);
        }

        /** Into the field that is so many fields from the top. */
        void type(int place, String typed) {
            Bundle arguments = new Bundle();
            arguments.putCharSequence(AccessibilityNodeInfo.ACTION_ARGUMENT_SET_TEXT_CHARSEQUENCE, typed);
            until(node -> node.isEditable(), "a field");
            act(all(node -> node.isEditable()).get(place), AccessibilityNodeInfo.ACTION_SET_TEXT, arguments);
        }

        int until(Predicate<AccessibilityNodeInfo> wanted, String what) {
            for (long begun = System.nanoTime(); System.nanoTime() - begun < 30_000_000_000L; Thread.onSpinWait()) {
                ShadowLooper.idleMainLooper(16, MILLISECONDS);
                List<Integer> found = all(wanted);
                if (!found.isEmpty()) return found.get(0);
            }
            throw new AssertionError("not on the screen: " + what);
        }

        private void act(int element, int action, Bundle arguments) {
            assertTrue(nodes().performAction(element, action, arguments));
        }

        private List<Integer> all(Predicate<AccessibilityNodeInfo> wanted) {
            AccessibilityNodeProvider nodes = nodes();
            if (nodes == null) return List.of();
            return IntStream.range(0, ELEMENTS).filter(id -> {
                AccessibilityNodeInfo node = nodes.createAccessibilityNodeInfo(id);
                return node != null && wanted.test(node);
            }).boxed().toList();
        }

        private AccessibilityNodeProvider nodes() {
            return provider(activity.getWindow().getDecorView());
        }

        private static AccessibilityNodeProvider provider(View view) {
            if (view.getAccessibilityNodeProvider() != null) return view.getAccessibilityNodeProvider();
            if (!(view instanceof ViewGroup group)) return null;
            return IntStream.range(0, group.getChildCount())
                .mapToObj(i -> provider(group.getChildAt(i)))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
        }
    }
}
