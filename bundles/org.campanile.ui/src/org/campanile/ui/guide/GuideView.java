package org.campanile.ui.guide;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;

import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.campanile.ui.Commands;
import org.campanile.ui.Names;
import org.campanile.ui.Services;
import org.campanile.ui.Subscription;
import org.campanile.ui.Theme;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.SashForm;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.List;
import org.eclipse.ui.forms.HyperlinkSettings;
import org.eclipse.ui.forms.events.HyperlinkAdapter;
import org.eclipse.ui.forms.events.HyperlinkEvent;
import org.eclipse.ui.forms.widgets.FormText;
import org.eclipse.ui.forms.widgets.ScrolledFormText;
import org.eclipse.ui.keys.IBindingService;
import org.eclipse.ui.part.ViewPart;
import org.osgi.framework.FrameworkUtil;

/** Help &gt; Guide: topics on the left, the chosen one on the right; its links run commands, and say their keys. */
public final class GuideView extends ViewPart {

    /** Id of the view. */
    public static final String ID = "org.campanile.ui.guide";
    /** Name of the list of topics. */
    public static final String TOPICS = ID + ".topics";
    /** Name of the text. */
    public static final String TEXT = ID + ".text";

    private final Map<Topic, String> texts = new EnumMap<>(Topic.class);
    private Services services;
    private List topics;
    private ScrolledFormText scroll;
    private Subscription theme;
    private String text = "";
    private Topic shown = Topic.FIRST_STEPS;

    @Override
    public void createPartControl(Composite parent) {
        services = Services.of(getSite());
        SashForm sash = new SashForm(parent, SWT.HORIZONTAL);
        topics = Names.name(new List(sash, SWT.SINGLE | SWT.V_SCROLL), TOPICS);
        for (Topic topic : Topic.values()) {
            topics.add(topic.title());
        }
        topics.addListener(SWT.Selection, e -> show(Topic.values()[topics.getSelectionIndex()]));
        scroll = new ScrolledFormText(sash, SWT.V_SCROLL, true);
        FormText form = Names.name(scroll.getFormText(), TEXT);
        form.marginWidth = 16;
        form.marginHeight = 12;
        form.setFont("header", JFaceResources.getHeaderFont());
        form.addHyperlinkListener(new HyperlinkAdapter() {
            @Override
            public void linkActivated(HyperlinkEvent e) {
                follow(String.valueOf(e.getHref()));
            }
        });
        sash.setWeights(22, 78);
        theme = services.theme().onChange(this::recolor);
        recolor();
        services.jobs().job(Messages.readGuide, GuideView::read).system().family(GuideView.class).on(sash).done(read -> {
            texts.putAll(read);
            show(shown);
        }).failed(failure -> form.setText(failure.details(), false, false)).start();
    }

    private static Map<Topic, String> read(Task task) throws FailureException {
        Map<Topic, String> texts = new EnumMap<>(Topic.class);
        for (Topic topic : Topic.values()) {
            if (!topic.file().isEmpty()) {
                task.checkCancelled(Messages.readingGuide);
                try (InputStream in = FrameworkUtil.getBundle(GuideView.class).getEntry(topic.file()).openStream()) {
                    texts.put(topic, new String(in.readAllBytes(), StandardCharsets.UTF_8));
                } catch (IOException e) {
                    throw new FailureException(new Failure(Failure.Kind.LOCAL, Messages.readingGuide, topic.file(), e.toString(),
                            Messages.ownFileUnreadable, Messages.checkDiskOrInstall), e);
                }
            }
        }
        return texts;
    }

    /** Shows a topic, at its beginning. UI thread. */
    public void show(Topic topic) {
        shown = topic;
        topics.select(topic.ordinal());
        Keys keys = new Keys(getSite().getService(IBindingService.class));
        String xml = topic == Topic.KEYS ? GuideText.keys(keys.all()) : GuideText.withKeys(texts.getOrDefault(topic, "<form/>"), keys::of);
        text = xml;
        scroll.setText(xml);
        scroll.setOrigin(0, 0);
        scroll.reflow(true);
    }

    /** What is shown, in the language of {@code FormText}. UI thread. */
    public String text() {
        return text;
    }

    private void follow(String href) {
        if (href.startsWith(GuideText.COMMAND)) {
            Commands.run(getSite(), href.substring(GuideText.COMMAND.length()));
        }
    }

    private void recolor() {
        FormText form = scroll.getFormText();
        for (var control : new Control[] {topics, scroll, form}) {
            // the style sheet knows the text alone, which would lie on the ground as a box of another colour
            control.setData(Theme.NO_STYLE_SHEET, Boolean.TRUE);
            control.setBackground(services.theme().color(Theme.Tone.GROUND));
            control.setForeground(services.theme().color(Theme.Tone.TEXT));
        }
        form.setColor("heading", services.theme().color(Theme.Tone.TEXT));
        HyperlinkSettings links = new HyperlinkSettings(form.getDisplay());
        links.setForeground(services.theme().color(Theme.Tone.ACCENT));
        links.setActiveForeground(services.theme().color(Theme.Tone.ACCENT));
        links.setHyperlinkUnderlineMode(HyperlinkSettings.UNDERLINE_ALWAYS);
        form.setHyperlinkSettings(links);
        form.redraw();
    }

    @Override
    public void setFocus() {
        topics.setFocus();
    }

    @Override
    public void dispose() {
        if (theme != null) {
            theme.close();
        }
        super.dispose();
    }
}
