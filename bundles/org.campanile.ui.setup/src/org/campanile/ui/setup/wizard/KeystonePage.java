package org.campanile.ui.setup.wizard;

import java.util.List;

import org.campanile.core.check.Finding;
import org.campanile.core.setup.MuranoProbe;
import org.campanile.core.setup.SetupRequest;
import org.campanile.core.task.Failure;
import org.campanile.ui.RunningJob;
import org.campanile.ui.State;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;
import org.campanile.ui.Names;
import org.campanile.ui.setup.SetupIds;

/** Murano's entry in Keystone's catalogue. The address can be tried from here; that nothing answers yet does not forbid it. */
final class KeystonePage extends SetupPage {

    private Fields fields;
    private Combo type;
    private Text name;
    private Text region;
    private Text url;
    private Button probe;
    private Label shape;
    private Label answer;
    private RunningJob running;

    KeystonePage(SetupContext context) {
        super("keystone", "Murano in Keystone", "The service and its public, internal and admin endpoint, by which clients find murano-api.", context,
                "murano.");
    }

    @Override
    void build(Composite area) {
        fields = new Fields(area, this::changed);
        type = fields.combo("murano.type", "Service type:", List.of("application-catalog", "murano"), true);
        fields.note("murano.typeNote").setText("murano for release 0.2, application-catalog since 2014.2.");
        name = fields.text("murano.name", "Name:", "murano");
        region = fields.text("murano.region", "Region:", "RegionOne");
        url = fields.shortText("murano.url", "Address:", "http://host:8082");
        probe = fields.button("murano.probe", "Try it", this::toggle);
        Composite line = new Composite(area, SWT.NONE);
        GridLayout two = new GridLayout(2, false);
        two.marginWidth = 0;
        line.setLayout(two);
        line.setLayoutData(new GridData(SWT.FILL, SWT.TOP, true, false));
        shape = new Label(line, SWT.NONE);
        GridData place = new GridData(SWT.LEFT, SWT.TOP, false, false);
        place.widthHint = 16;
        shape.setLayoutData(place);
        answer = Names.name(new Label(line, SWT.WRAP), SetupIds.WIZARD + "murano.answer");
        GridData data = new GridData(SWT.FILL, SWT.TOP, true, false);
        data.widthHint = 300;
        data.heightHint = 60;
        answer.setLayoutData(data);
        area.addDisposeListener(e -> cancel());
    }

    @Override
    void write(SetupDraft draft) {
        SetupDraft.Service s = draft.service();
        fields.write(() -> {
            type.setText(s.type());
            name.setText(s.name());
            region.setText(s.region());
            url.setText(s.url());
        });
    }

    @Override
    SetupDraft read(SetupDraft draft) {
        if (!url.getText().equals(draft.service().url())) {
            cancel();
            answer(null, "");
        }
        return draft.withService(new SetupDraft.Service(type.getText(), name.getText(), region.getText(), url.getText()));
    }

    @Override
    void refresh(SetupDraft draft, List<SetupRequest.Problem> problems) {
        fields.mark(problems);
        probe.setEnabled(draft.problems("murano.url").isEmpty());
    }

    private void toggle() {
        if (running != null) {
            cancel();
            return;
        }
        String address = context().draft().service().url().strip();
        probe.setText("Stop");
        answer(State.CHANGING, "Asking " + address + "…");
        running = context().services().jobs().job("Try " + address, task -> MuranoProbe.look(address, task)).family(KeystonePage.class).on(getControl())
                .done(this::show).failed(this::failed).finished(() -> {
                    running = null;
                    probe.setText("Try it");
                }).start();
    }

    private void show(Finding found) {
        State state = found.severity().isFailure() ? State.FAILED : found.severity().isProblem() ? State.ATTENTION : State.GOOD;
        answer(state, String.join(" ", found.cause(), found.evidence(), found.fix()).strip());
    }

    private void failed(Failure failure) {
        answer(failure.kind() == Failure.Kind.CANCELLED ? State.OFF : State.FAILED, failure.meaning());
    }

    private void answer(State state, String text) {
        shape.setImage(state == null ? null : context().services().icons().state(state));
        answer.setText(text.replace("&", "&&"));
    }

    private void cancel() {
        if (running != null) {
            running.cancel();
        }
    }
}
