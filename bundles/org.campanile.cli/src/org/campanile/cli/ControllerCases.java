package org.campanile.cli;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.campanile.core.controllers.CaseFile;
import org.campanile.core.controllers.Prediction;
import org.campanile.core.controllers.Predictor;
import org.campanile.core.controllers.Replay;
import org.campanile.core.secret.Secret;
import org.campanile.core.servicemanager.Limits;
import org.campanile.core.servicemanager.ServiceManager;
import org.campanile.core.servicemanager.SystemProfile;
import org.campanile.core.servicemanager.TokenSource;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.demolab.servicemanager.DemoServiceManager;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Commands on recorded cases of a Service Manager. */
final class ControllerCases {

    private ControllerCases() {
    }

    private static FailureException unreadable(Path file, IOException e) {
        return new FailureException(new Failure(Failure.Kind.NOT_FOUND, "reading the recorded cases", file.toString(), e.toString(),
                "The file cannot be read.", "Give the path of a file with one case a line."), e);
    }

    /** {@code controller predict}. */
    @Command(name = "predict", description = "Say by the rules alone what a server would answer to recorded cases: one JSON line each, with the first "
            + "finding in the server's order (null when it allows the request) and all findings.")
    static final class PredictFile extends CliCommand {
        private static final Gson LINE = new GsonBuilder().serializeNulls().disableHtmlEscaping().create();

        @Parameters(paramLabel = "FILE", description = "One case a line, JSON; - reads standard input.")
        Path file;

        @Option(names = "--lenient", description = "The server is of April 2024 or later, which takes a deployment service without a usable answer for in sync.")
        boolean lenient;

        @Override
        int run() throws FailureException {
            boolean piped = file.toString().equals("-");
            try (Reader lines = piped ? new InputStreamReader(System.in, StandardCharsets.UTF_8) : Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
                int cases = CaseFile.predict(piped ? "standard input" : file.getFileName().toString(), lines, new Predictor(!lenient), this::print,
                        cli.task());
                return cases > 0 ? GOOD : BAD;
            } catch (IOException e) {
                throw unreadable(file, e);
            } finally {
                cli.out().flush();
            }
        }

        private void print(Prediction p) {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("id", p.id());
            line.put("first", p.first());
            line.put("all", p.all());
            cli.out().print(LINE.toJson(line) + "\n");
        }
    }

    /** {@code controller replay}. */
    @Command(name = "replay", description = "Send recorded cases to the demo lab's Service Manager over HTTP and say how many answers matched.")
    static final class ReplayFile extends CliCommand {
        @Parameters(paramLabel = "FILE", description = "One case a line, JSON.")
        Path file;

        @Option(names = "--mismatches", paramLabel = "N", defaultValue = "20", description = "Show at most so many that did not match (default: ${DEFAULT-VALUE}).")
        int most;

        @Override
        int run() throws FailureException {
            if (most < 0) {
                throw usage("--mismatches takes a number from 0 on.");
            }
            try (Reader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8); DemoServiceManager demo = DemoServiceManager.forReplay()) {
                ServiceManager manager = new ServiceManager(new SystemProfile("replay", List.of(demo.url()), "", true),
                        TokenSource.fixed(Secret.of("replay")), ServiceManager.http(Limits.standard()));
                Replay.Report report = new Replay(manager).run(file.getFileName().toString(), lines, cli.task());
                cli.progress().clear();
                Rows rows = Rows.of("id", "what", "expected", "got");
                report.mismatches().stream().limit(most).forEach(m -> rows.add(m.id(), m.what(), m.expected(), m.got()));
                int matched = report.cases() - (int) report.mismatches().stream().map(Replay.Mismatch::id).distinct().count();
                if (format == Format.table) {
                    if (!report.mismatches().isEmpty()) {
                        output().rows(rows);
                    }
                    output().say(matched + " of " + report.cases() + " matched.");
                } else {
                    Map<String, Object> result = new LinkedHashMap<>();
                    result.put("cases", report.cases());
                    result.put("matched", matched);
                    result.put("mismatches", Output.maps(rows));
                    if (format == Format.csv) {
                        output().rows(Rows.of("cases", "matched").add(report.cases(), matched));
                    } else {
                        output().thing(result);
                    }
                }
                return report.cases() > 0 && matched == report.cases() ? GOOD : BAD;
            } catch (IOException e) {
                throw unreadable(file, e);
            }
        }
    }
}
