package org.campanile.ui.setup;

import org.eclipse.jface.dialogs.IDialogSettings;
import org.eclipse.ui.PlatformUI;
import org.osgi.framework.FrameworkUtil;

/** What was typed for a lab when it was set up last: names and addresses, never a password. UI thread only. */
public final class Remembered {

    private final IDialogSettings section;

    private Remembered(IDialogSettings section) {
        this.section = section;
    }

    /** What is remembered of the lab of that name. */
    public static Remembered of(String lab) {
        IDialogSettings all = PlatformUI.getDialogSettingsProvider(FrameworkUtil.getBundle(Remembered.class)).getDialogSettings();
        IDialogSettings section = all.getSection("setup/" + lab);
        return new Remembered(section == null ? all.addNewSection("setup/" + lab) : section);
    }

    /** The value of a field, or {@code otherwise} when there is none or it is empty. */
    public String get(String field, String otherwise) {
        String value = section.get(field);
        return value == null || value.isEmpty() ? otherwise : value;
    }

    /** Remembers a value. */
    public void put(String field, String value) {
        section.put(field, value);
    }

    /** Murano's virtual host; the guide's name when nothing is remembered. */
    public String vhost() {
        return get("rabbit.vhost", "muranovhost");
    }

    /** Murano's user of RabbitMQ; the guide's name when nothing is remembered. */
    public String user() {
        return get("rabbit.user", "muranouser");
    }
}
