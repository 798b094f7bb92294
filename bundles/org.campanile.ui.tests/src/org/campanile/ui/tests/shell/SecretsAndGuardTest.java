package org.campanile.ui.tests.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import org.campanile.core.environment.Environment;
import org.campanile.core.environment.EnvironmentSecrets;
import org.campanile.core.environment.SecretRef;
import org.campanile.core.lab.Guard;
import org.campanile.core.lab.GuardCheck;
import org.campanile.core.lab.Lab;
import org.campanile.core.secret.Secret;
import org.campanile.core.secret.SecretKey;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.ui.Services;
import org.campanile.ui.Shells;
import org.campanile.ui.ask.Messages;
import org.campanile.ui.ask.WindowQuestions;
import org.campanile.ui.secrets.SecureStorage;
import org.campanile.ui.tests.DemoLabFixture;
import org.campanile.ui.tests.pages.ChecksPage;
import org.campanile.uidriver.ShellDriver;
import org.campanile.uidriver.UiTest;
import org.campanile.uidriver.Wait;
import org.campanile.uidriver.WorkbenchDriver;
import org.eclipse.core.runtime.Platform;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Shell;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Passwords are kept safely or asked for; guards stand before changes. */
@ExtendWith({UiTest.class, DemoLabFixture.class})
class SecretsAndGuardTest {

    private static final String MARK = "Xk7-unlikely-Password-42";

    @Test
    void aStoredPasswordIsInNoFileInClear(WorkbenchDriver workbench, Services services, Lab lab) throws Exception {
        SecretKey key = new SecretKey("Vault", "cloud", "admin");
        services.secrets().store(key, Secret.of(MARK));
        try {
            assertTrue(services.secrets().keeps(), "secure storage works here");
            assertEquals(MARK, services.secrets().find(key).orElseThrow().reveal());
            new ChecksPage(workbench).checkLab(lab.name());
            Path workspace = Path.of(Platform.getInstanceLocation().getURL().getPath());
            Path keyring = workspace.resolve("keyring");
            assertTrue(Files.readString(keyring).contains("Vault"), "the keyring has the node of the lab");
            List<String> clear = new ArrayList<>();
            int read = 0;
            for (Path root : List.of(workspace, services.home().root())) {
                for (Path file : files(root)) {
                    read++;
                    String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
                    for (String secret : List.of(MARK, "admin-secret")) {
                        if (text.contains(secret) || text.contains(Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8)))) {
                            clear.add(file + ": " + secret);
                        }
                    }
                }
            }
            assertTrue(read > 5, "there are files to look at");
            assertEquals(List.of(), clear);
        } finally {
            services.secrets().forgetLab("Vault");
        }
        assertTrue(services.secrets().find(key).isEmpty());
    }

    private static List<Path> files(Path root) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(Files::isRegularFile).filter(f -> f.toFile().length() < 20_000_000).toList();
        }
    }

    private static WindowQuestions questions(WorkbenchDriver workbench) {
        return new WindowQuestions(workbench.read(Display::getCurrent));
    }

    private static <T> CompletableFuture<T> ask(org.campanile.ui.Jobs.Work<T> work) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return work.run(null);
            } catch (FailureException e) {
                throw new java.util.concurrent.CompletionException(e);
            }
        }, run -> Thread.ofVirtual().start(run));
    }

    @Test
    void withoutAKeyringThePasswordIsAskedForAndNeverKeptBeyondTheProgram(WorkbenchDriver workbench) throws Exception {
        SecureStorage none = new SecureStorage(() -> null, questions(workbench));
        SecretKey key = new SecretKey("Vault", "cloud", "admin");
        CompletableFuture<Secret> first = ask(task -> none.require(key));
        ShellDriver dialog = workbench.shell(NLS.bind(Messages.passwordForLab, "Vault"));
        dialog.textWithId("org.campanile.ui.password").setText(MARK);
        dialog.buttonWithId("org.campanile.ui.password.remember").click();
        dialog.buttonWithId("org.campanile.ui.password.yes").click();
        assertEquals(MARK, first.get().reveal());

        none.forget(key);
        CompletableFuture<Secret> again = ask(task -> none.require(key));
        ShellDriver second = workbench.shell(NLS.bind(Messages.passwordForLab, "Vault"));
        second.label(Messages.wasRefused);
        second.buttonWithId("org.campanile.ui.password.no").click();
        ExecutionException declined = assertThrows(ExecutionException.class, again::get);
        assertEquals(Failure.Kind.DENIED, ((FailureException) declined.getCause()).failure().kind());
    }

    @Test
    void thePasswordOfADocumentIsAskedForByTheNameOfItsEnvironment(WorkbenchDriver workbench) throws Exception {
        SecureStorage none = new SecureStorage(() -> null, questions(workbench));
        SecretKey key = EnvironmentSecrets.key(Environment.create("office"), new SecretRef("domain.local/adminPassword"));
        CompletableFuture<Secret> asked = ask(task -> none.require(key));
        ShellDriver dialog = workbench.shell(NLS.bind(Messages.passwordForEnvironment, "office"));
        dialog.label("Password domain.local/adminPassword");
        assertEquals(Messages.usePassword, dialog.buttonWithId("org.campanile.ui.password.yes").getText(), "nobody logs in with it here");
        dialog.textWithId("org.campanile.ui.password").setText(MARK);
        dialog.buttonWithId("org.campanile.ui.password.yes").click();
        assertEquals(MARK, asked.get().reveal());
    }

    @Test
    void whoWaitedForAnAnswerIsRefusedWithTheOneWhoAsked(WorkbenchDriver workbench) throws Exception {
        AtomicInteger asked = new AtomicInteger();
        WindowQuestions questions = questions(workbench);
        SecureStorage none = new SecureStorage(() -> null, (key, refused) -> {
            asked.incrementAndGet();
            return questions.ask(key, refused);
        });
        SecretKey key = new SecretKey("Vault", "cloud", "admin");
        List<CompletableFuture<Secret>> all = List.of(ask(task -> none.require(key)), ask(task -> none.require(key)), ask(task -> none.require(key)));
        ShellDriver dialog = workbench.shell(NLS.bind(Messages.passwordForLab, "Vault"));
        dialog.buttonWithId("org.campanile.ui.password.no").click();
        for (CompletableFuture<Secret> each : all) {
            assertThrows(ExecutionException.class, each::get);
        }
        assertEquals(1, asked.get());
    }

    @Test
    void aReadOnlyLabRefusesEveryChange(WorkbenchDriver workbench, Lab lab) {
        FailureException refused = assertThrows(FailureException.class,
                () -> new GuardCheck(questions(workbench)).allow(lab.withGuard(Guard.READ_ONLY), "Creates a virtual host."));
        assertEquals(Failure.Kind.GUARDED, refused.failure().kind());
    }

    @Test
    void aCriticalLabWantsItsNameTyped(WorkbenchDriver workbench, Services services, Lab lab) throws Exception {
        Lab critical = DemoLabFixture.guard(workbench, lab, Guard.CRITICAL);
        CompletableFuture<Boolean> change = ask(task -> {
            new GuardCheck(services.questions()).allow(critical, "Creates virtual host murano and its user.");
            return true;
        });
        ShellDriver dialog = workbench.shell(Messages.confirmChange);
        dialog.label("Creates virtual host murano and its user.");
        assertFalse(dialog.buttonWithId("org.campanile.ui.confirm.yes").isEnabled());
        dialog.textWithId("org.campanile.ui.confirm.name").setText("demo lab");
        assertFalse(dialog.buttonWithId("org.campanile.ui.confirm.yes").isEnabled(), "the name is not quite right");
        dialog.textWithId("org.campanile.ui.confirm.name").setText(lab.name());
        dialog.buttonWithId("org.campanile.ui.confirm.yes").click();
        assertTrue(change.get());
        assertTrue(workbench.mainShell().getText().startsWith(lab.name() + " (critical)"));
    }

    @Test
    void aWindowThatGoesAwayUnderTheQuestionIsNoConsent(WorkbenchDriver workbench) throws Exception {
        Shell below = below(workbench);
        CompletableFuture<Boolean> change = ask(task -> questions(workbench).confirm("Deletes everything.", null));
        workbench.shell(Messages.confirmChange).label("Deletes everything.");
        workbench.run(below::dispose);
        assertFalse(change.get());

        Shell again = below(workbench);
        CompletableFuture<Optional<SecureStorage.Answer>> password = ask(task -> questions(workbench).ask(new SecretKey("Vault", "cloud", "admin"), false));
        workbench.shell(NLS.bind(Messages.passwordForLab, "Vault"));
        workbench.run(again::dispose);
        assertTrue(password.get().isEmpty());
    }

    /** A window in front of all others, which the next question is asked over. */
    private static Shell below(WorkbenchDriver workbench) {
        Shell[] below = new Shell[1];
        workbench.run(() -> {
            below[0] = new Shell(Display.getCurrent());
            below[0].setText("below");
            below[0].setBounds(50, 50, 400, 300);
            below[0].open();
            below[0].forceActive();
        });
        Wait.until("the window below is in front", () -> workbench.read(() -> Shells.front(Display.getCurrent()) == below[0]));
        return below[0];
    }
}
