package org.campanile.ui.setup.wizard;

import java.util.List;

import org.campanile.core.setup.SetupRequest;
import org.campanile.ui.Names;
import org.campanile.ui.Theme;
import org.campanile.ui.setup.SetupIds;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;

/** What to set up: the parts that the lab can have. */
final class PartsPage extends SetupPage {

    private Button rabbit;
    private Button murano;
    private Button image;

    PartsPage(SetupContext context) {
        super("parts", "What to set up", "Nothing is touched before the plan has been shown. What is there already stays as it is.", context, "");
    }

    @Override
    void build(Composite area) {
        rabbit = part(area, "part.rabbit", "RabbitMQ", context().lab().broker().isPresent(), "The lab has no broker.",
                "A virtual host and a user of its own for Murano, proven by a login and a message there and back.");
        murano = part(area, "part.murano", "Murano in Keystone", context().lab().cloud().isPresent(), "The lab has no cloud.",
                "The service and its three endpoints, proven from the catalogue of a new token.");
        image = part(area, "part.image", "Windows image", context().lab().cloud().isPresent(), "The lab has no cloud.",
                "An image from a file on this machine, proven by its checksum, with the mark that Murano looks for.");
    }

    private Button part(Composite area, String id, String title, boolean possible, String why, String what) {
        Button box = Names.name(new Button(area, SWT.CHECK), SetupIds.WIZARD + id);
        box.setText(title);
        box.setEnabled(possible);
        box.addListener(SWT.Selection, e -> changed());
        Label text = new Label(area, SWT.WRAP);
        text.setText(possible ? what : why);
        text.setForeground(context().services().theme().color(Theme.Tone.MUTED));
        GridData data = new GridData(SWT.FILL, SWT.TOP, true, false);
        data.horizontalIndent = 24;
        data.widthHint = 300;
        text.setLayoutData(data);
        return box;
    }

    @Override
    void write(SetupDraft draft) {
        rabbit.setSelection(draft.rabbit());
        murano.setSelection(draft.murano());
        image.setSelection(draft.image());
    }

    @Override
    SetupDraft read(SetupDraft draft) {
        return draft.withParts(rabbit.getSelection(), murano.getSelection(), image.getSelection());
    }

    @Override
    void refresh(SetupDraft draft, List<SetupRequest.Problem> problems) {
        // the boxes themselves say all there is to say
    }
}
