import static android.view.accessibility.AccessibilityNodeProvider.HOST_VIEW_ID;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.junit.Assert.assertTrue;

import android.accessibilityservice.AccessibilityServiceInfo;
import android.app.Activity;
import android.os.Bundle;
import android.view.View;
import android.view.ViewGroup;
import android.view.accessibility.AccessibilityManager;
import android.view.accessibility.AccessibilityNodeInfo;
import android.view.accessibility.AccessibilityNodeProvider;
import com.portico.app.smoke.SmokeApp;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.json.JSONObject;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.Robolectric;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.RuntimeEnvironment;
import org.robolectric.annotation.Config;
import org.robolectric.shadow.api.Shadow;
import org.robolectric.shadows.ShadowAccessibilityManager;
import org.robolectric.shadows.ShadowLooper;

/**
 * The app's shrunk classes start and sign in. In Java and by accessibility alone: most names of the app and of its libraries are
 * gone from them, and what R8 took away by mistake must not be found elsewhere.
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
        readScreens();
        Class<?> main = Class.forName("com.portico.app.MainActivity");
        Screen screen = new Screen(Robolectric.buildActivity(main.asSubclass(Activity.class)).setup().get());
        screen.tap("accounts_sign_in");
        screen.type(0, System.getProperty("smoke.url"));
        screen.tap("signin_next");
        screen.until(element -> element.node.isPassword(), "a password");
        screen.type(0, "anna");
        screen.type(1, "Sun-flower9");
        screen.tap("signin_sign_in");
        screen.tap("signin_to_account");
        screen.until(element -> element.says("Anna Berg"), "Anna's name");
    }

    /** Compose tells what has changed only while somebody has it read aloud. */
    private static void readScreens() {
        Object service = RuntimeEnvironment.getApplication().getSystemService(AccessibilityManager.class);
        ShadowAccessibilityManager manager = Shadow.extract(service);
        manager.setEnabledAccessibilityServiceList(List.of(new AccessibilityServiceInfo()));
        manager.setEnabled(true);
    }

    /** What a screen reader finds: a thing with what is in it. */
    private record Element(int id, AccessibilityNodeInfo node, List<Element> within) {
        boolean says(String text) {
            return (node.getText() + "\n" + node.getContentDescription()).contains(text);
        }

        Stream<Element> all() {
            return Stream.concat(Stream.of(this), within.stream().flatMap(Element::all));
        }

        @Override
        public String toString() {
            return node.getText() + ", " + node.getContentDescription() + (node.isClickable() ? " (button)" : "");
        }
    }

    /** What a screen reader does. */
    private static class Screen {
        private final Activity activity;

        Screen(Activity activity) {
            this.activity = activity;
        }

        void tap(String word) {
            String text = activity.getString(activity.getResources().getIdentifier(word, "string", activity.getPackageName()));
            // A button's words are an element of their own, inside it.
            Predicate<Element> named = element -> element.all().anyMatch(part -> part.says(text));
            Element button = until(named.and(element -> element.node.isClickable() && element.node.isEnabled()), text);
            act(button, AccessibilityNodeInfo.ACTION_CLICK, null);
        }

        /** Into the field that is so many fields from the top. */
        void type(int place, String typed) {
            Bundle arguments = new Bundle();
            arguments.putCharSequence(AccessibilityNodeInfo.ACTION_ARGUMENT_SET_TEXT_CHARSEQUENCE, typed);
            until(element -> element.node.isEditable(), "a field");
            List<Element> fields = all().filter(element -> element.node.isEditable()).toList();
            act(fields.get(place), AccessibilityNodeInfo.ACTION_SET_TEXT, arguments);
        }

        Element until(Predicate<Element> wanted, String what) {
            for (long begun = System.nanoTime(); System.nanoTime() - begun < 30_000_000_000L; Thread.onSpinWait()) {
                ShadowLooper.idleMainLooper(16, MILLISECONDS);
                Element found = all().filter(wanted).findFirst().orElse(null);
                if (found != null) return found;
            }
            throw new AssertionError("not on the screen: " + what + ". There is: " + all().toList());
        }

        private void act(Element element, int action, Bundle arguments) {
            assertTrue(nodes().performAction(element.id, action, arguments));
        }

        private Stream<Element> all() {
            AccessibilityNodeProvider nodes = nodes();
            return nodes == null ? Stream.empty() : element(nodes, HOST_VIEW_ID).all();
        }

        private static Element element(AccessibilityNodeProvider nodes, int id) {
            AccessibilityNodeInfo node = nodes.createAccessibilityNodeInfo(id);
            List<Element> within = new ArrayList<>();
            for (int at = 0; at < node.getChildCount(); at++) {
                within.add(element(nodes, AccessibilityNodeInfo.getVirtualDescendantId(node.getChildId(at))));
            }
            return new Element(id, node, within);
        }

        private AccessibilityNodeProvider nodes() {
            return provider(activity.getWindow().getDecorView());
        }

        private static AccessibilityNodeProvider provider(View view) {
            if (view.getAccessibilityNodeProvider() != null) return view.getAccessibilityNodeProvider();
            if (!(view instanceof ViewGroup group)) return null;
            return IntStream.range(0, group.getChildCount())
                .mapToObj(at -> provider(group.getChildAt(at)))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
        }
    }
}
