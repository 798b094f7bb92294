package org.campanile.ui.setup.wizard;

import java.util.List;
import java.util.Optional;

import org.campanile.core.secret.Secret;
import org.campanile.core.secret.SecretKey;
import org.campanile.core.setup.SetupRequest;
import org.campanile.ui.Theme;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;

/** Murano's account in RabbitMQ. A password that is kept from an earlier set-up is filled in, masked. */
final class RabbitPage extends SetupPage {

    private Fields fields;
    private Text vhost;
    private Text user;
    private Text password;
    private Text again;
    private Text tags;
    private Label note;
    private SecretKey asked;

    RabbitPage(SetupContext context) {
        super("rabbit", "RabbitMQ", "The account that Murano and the agents in its servers use. It is made on "
                + context.lab().broker().map(b -> b.address()).orElse("the broker") + ".", context, "rabbit.");
    }

    @Override
    void build(Composite area) {
        fields = new Fields(area, this::changed);
        vhost = fields.text("rabbit.vhost", "Virtual host:", "muranovhost");
        user = fields.text("rabbit.user", "User:", "muranouser");
        password = fields.password("rabbit.password", "Password:");
        again = fields.password("rabbit.again", "Password again:");
        note = fields.note("rabbit.note");
        note.setForeground(context().services().theme().color(Theme.Tone.MUTED));
        tags = fields.text("rabbit.tags", "Tags:", "administrator");
        fields.note("rabbit.tagsNote").setText("The Getting Started guide asks for administrator.");
    }

    @Override
    void write(SetupDraft draft) {
        SetupDraft.Account a = draft.account();
        fields.write(() -> {
            vhost.setText(a.vhost());
            user.setText(a.user());
            password.setText(a.password().reveal());
            again.setText(a.again().reveal());
            tags.setText(a.tags());
        });
    }

    @Override
    SetupDraft read(SetupDraft draft) {
        return draft.withAccount(new SetupDraft.Account(vhost.getText(), user.getText(), Secret.of(password.getText()), Secret.of(again.getText()),
                tags.getText()));
    }

    @Override
    void refresh(SetupDraft draft, List<SetupRequest.Problem> problems) {
        fields.mark(problems);
    }

    @Override
    public void setVisible(boolean visible) {
        super.setVisible(visible);
        SecretKey key = context().key();
        if (visible && password.getText().isEmpty() && !key.equals(asked)) {
            asked = key;
            context().services().jobs().job("Look for a kept password", task -> context().services().secrets().find(key)).system().on(getControl())
                    .done(found -> fill(key, found)).failed(f -> note.setText("The password store cannot be read: " + f.meaning())).start();
        }
    }

    private void fill(SecretKey key, Optional<Secret> found) {
        if (found.isPresent() && key.equals(context().key()) && password.getText().isEmpty()) {
            fields.write(() -> {
                password.setText(found.get().reveal());
                again.setText(found.get().reveal());
            });
            note.setText("Filled in as it was kept from an earlier set-up.");
            changed();
        }
    }
}
