import java.io.IOException;
import java.io.PrintStream;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.opensearch.analysis.common.CommonAnalysisPlugin;
import org.opensearch.common.settings.Settings;
import org.opensearch.node.InternalSettingsPreparer;
import org.opensearch.node.Node;
import org.opensearch.painless.PainlessPlugin;
import org.opensearch.plugins.Plugin;
import org.opensearch.transport.Netty4Plugin;

/**
 * One node of OpenSearch in this process: {@code Launcher setting=value ...}.
 *
 * <p>It prints {@code ready PORT} once it answers at its HTTP port, and ends when standard input
 * does, or on SIGTERM. So it never outlives whoever started it, however that ended.
 */
public final class Launcher {
    private static final List<Class<? extends Plugin>> PLUGINS =
            List.of(Netty4Plugin.class, CommonAnalysisPlugin.class, PainlessPlugin.class);
    private static final long CLOSING_MILLISECONDS = 10_000;

    private Launcher() {}

    /** The constructor that takes plugins from the class path is for subclasses only. */
    private static final class Bare extends Node {
        Bare(Settings settings, Collection<Class<? extends Plugin>> plugins) {
            super(
                    InternalSettingsPreparer.prepareEnvironment(settings, Map.of(), null, () -> "node"),
                    plugins,
                    false);
        }
    }

    public static void main(String[] arguments) {
        PrintStream out = System.out;
        System.setOut(System.err);
        endWithInput();
        try {
            Settings settings = settings(arguments);
            Node node = new Bare(settings, PLUGINS);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> close(node)));
            node.start();
            out.println("ready " + settings.get("http.port"));
            out.flush();
        } catch (Throwable failure) {
            failure.printStackTrace();
            System.exit(1);
        }
    }

    private static Settings settings(String[] arguments) {
        Settings.Builder settings = Settings.builder();
        for (String argument : arguments) {
            String[] parts = argument.split("=", 2);
            settings.put(parts[0], parts[1]);
        }
        return settings.build();
    }

    /** The one thread that is no daemon: a node's own threads keep no process alive. */
    private static void endWithInput() {
        new Thread(() -> {
            try {
                while (System.in.read() >= 0) {}
            } catch (IOException gone) {
                // as good as its end
            }
            System.exit(0);
        }).start();
    }

    /** A node that can't be closed in time, as it is still starting, say, ends with the process. */
    private static void close(Node node) {
        Thread closing = new Thread(() -> {
            try {
                node.close();
            } catch (IOException | RuntimeException failure) {
                failure.printStackTrace();
            }
        });
        closing.setDaemon(true);
        closing.start();
        try {
            closing.join(CLOSING_MILLISECONDS);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }
}
