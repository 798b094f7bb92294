package org.campanile.ui.preferences;

import org.campanile.ui.Names;
import org.campanile.ui.Services;
import org.eclipse.core.runtime.preferences.InstanceScope;
import org.eclipse.e4.ui.css.swt.theme.IThemeEngine;
import org.eclipse.jface.preference.BooleanFieldEditor;
import org.eclipse.jface.preference.FieldEditorPreferencePage;
import org.eclipse.jface.preference.IntegerFieldEditor;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Group;
import org.eclipse.ui.IWorkbench;
import org.eclipse.ui.IWorkbenchPreferencePage;
import org.eclipse.ui.preferences.ScopedPreferenceStore;

/** Preferences > Campanile: theme, demo lab, polling. */
public final class ShellPreferencePage extends FieldEditorPreferencePage implements IWorkbenchPreferencePage {

    private static final int SHORTEST = 1;
    private static final int LONGEST = 3600;

    private IWorkbench workbench;
    private ThemeChoice chosen = ThemeChoice.saved();

    /** Made by the workbench. */
    public ShellPreferencePage() {
        super(GRID);
        setPreferenceStore(new ScopedPreferenceStore(InstanceScope.INSTANCE, Services.PLUGIN));
    }

    @Override
    public void init(IWorkbench bench) {
        workbench = bench;
    }

    @Override
    protected Control createContents(Composite parent) {
        Composite all = new Composite(parent, SWT.NONE);
        GridLayout layout = new GridLayout(1, false);
        layout.marginWidth = 0;
        layout.verticalSpacing = 12;
        all.setLayout(layout);
        Group theme = new Group(all, SWT.NONE);
        theme.setText(Messages.theme);
        theme.setLayout(new GridLayout(ThemeChoice.values().length, false));
        theme.setLayoutData(new GridData(SWT.FILL, SWT.TOP, true, false));
        for (ThemeChoice choice : ThemeChoice.values()) {
            Button button = Names.name(new Button(theme, SWT.RADIO), "org.campanile.ui.preferences.theme." + choice);
            button.setText(choice.label());
            button.setSelection(choice == chosen);
            button.addListener(SWT.Selection, e -> {
                if (button.getSelection()) {
                    chosen = choice;
                }
            });
        }
        Control fields = super.createContents(all);
        fields.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
        return all;
    }

    @Override
    protected void createFieldEditors() {
        Composite parent = getFieldEditorParent();
        addField(new BooleanFieldEditor(ShellPreferences.DEMO_AT_START, Messages.startDemoLabWithWindow, parent));
        addField(new BooleanFieldEditor(ShellPreferences.KEEP_DEMO, Messages.keepDemoLabState, parent));
        IntegerFieldEditor poll = new IntegerFieldEditor(ShellPreferences.POLL_SECONDS, Messages.refreshSeconds, parent);
        poll.setValidRange(SHORTEST, LONGEST);
        poll.setErrorMessage(NLS.bind(Messages.secondsOutOfRange, SHORTEST, LONGEST));
        addField(poll);
    }

    @Override
    public boolean performOk() {
        if (chosen != ThemeChoice.saved()) {
            chosen.apply(workbench.getService(IThemeEngine.class));
        }
        return super.performOk();
    }
}
