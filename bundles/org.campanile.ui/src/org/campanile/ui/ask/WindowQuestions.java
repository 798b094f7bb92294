package org.campanile.ui.ask;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

import org.campanile.core.ask.Questions;
import org.campanile.core.secret.SecretKey;
import org.campanile.ui.Ground;
import org.campanile.ui.Shells;
import org.campanile.ui.secrets.SecureStorage;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Shell;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Asks by dialogs of the window. Called from worker threads, which wait; one question at a time; "no" when the window has gone. */
@Component(service = { Questions.class, SecureStorage.Prompt.class })
public final class WindowQuestions implements Questions, SecureStorage.Prompt {

    private final Display display;
    /** Not a monitor: on Java 21 a virtual thread that waits inside one keeps its carrier. */
    private final ReentrantLock one = new ReentrantLock();
    private final AtomicInteger open = new AtomicInteger();

    /** Questions on the window's display. */
    @Activate
    public WindowQuestions(@Reference Ground ground) {
        this(ground.display());
    }

    /** Questions on {@code display}. */
    public WindowQuestions(Display display) {
        this.display = display;
    }

    @Override
    public Trust trust(String what, String where, String fingerprint, String why) {
        return ask(() -> switch (MessageDialog.open(what.startsWith("changed") ? MessageDialog.ERROR : MessageDialog.WARNING, shell(), NLS.bind(Messages.trustIt, what),
                NLS.bind(Messages.notTrusted, new Object[] {what, where, why, fingerprint}), 0,
                Messages.doNotTrust, Messages.trustOnce, Messages.trustAlways)) {
            case 1 -> Trust.ONCE;
            case 2 -> Trust.ALWAYS;
            default -> Trust.NO;
        }, Trust.NO);
    }

    @Override
    public boolean confirm(String question, String typedName) {
        return ask(() -> Shells.ask(new ConfirmDialog(shell(), question, typedName)) == 0, false);
    }

    @Override
    public Optional<SecureStorage.Answer> ask(SecretKey key, boolean refused) {
        return ask(() -> PasswordDialog.ask(shell(), key, refused), Optional.empty());
    }

    private Shell shell() {
        return Shells.front(display);
    }

    private <T> T ask(Supplier<T> dialog, T no) {
        open.incrementAndGet();
        try {
            return display.getThread() == Thread.currentThread() ? dialog.get() : inTurn(dialog, no);
        } finally {
            open.decrementAndGet();
        }
    }

    @Override
    public boolean open() {
        return open.get() > 0;
    }

    private <T> T inTurn(Supplier<T> dialog, T no) {
        AtomicReference<T> answer = new AtomicReference<>(no);
        one.lock();
        try {
            if (!display.isDisposed()) {
                display.syncExec(() -> answer.set(dialog.get()));
            }
        } finally {
            one.unlock();
        }
        return answer.get();
    }
}
