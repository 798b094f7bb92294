package org.campanile.ui;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.eclipse.core.runtime.Platform;
import org.eclipse.jface.resource.ImageDescriptor;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.jface.resource.LocalResourceManager;
import org.eclipse.jface.resource.ResourceManager;
import org.eclipse.swt.graphics.Image;
import org.osgi.framework.Bundle;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * All images of the window, from SVG: Lucide's icons by their name (see lucide.dev), coloured by the theme, and the state shapes drawn
 * here. Sharp at every zoom. UI thread only; images belong to this class, never dispose them.
 */
@Component(service = Icons.class)
public final class Icons {

    private static final String LUCIDE = "META-INF/resources/webjars/lucide-static/0.468.0/icons/";

    private final Theme theme;
    private final ResourceManager resources;
    private final Map<String, String> texts = new ConcurrentHashMap<>();
    /** What was asked for before; a canvas asks hundreds of times in each paint. */
    private final Map<Object, Image> made = new HashMap<>();

    private record Named(String name, Theme.Tone tone, int size) {
    }

    private record Shaped(State state, boolean stale, int size) {
    }

    /** Images in the colours of {@code theme}. */
    @Activate
    public Icons(@Reference Theme theme) {
        this.theme = theme;
        this.resources = new LocalResourceManager(JFaceResources.getResources());
        theme.onChange(made::clear);
    }

    /** Lucide's icon {@code name} in the colour for icons, 16 by 16 at 100 %. */
    public Image image(String name) {
        return image(name, Theme.Tone.ICON, 16);
    }

    /** Lucide's icon {@code name} in a colour and size (points at 100 %). */
    public Image image(String name, Theme.Tone tone, int size) {
        return made.computeIfAbsent(new Named(name, tone, size), key -> resources.create(descriptor(name, tone, size)));
    }

    /** As {@link #image(String)}, for those who want a descriptor. */
    public ImageDescriptor descriptor(String name, Theme.Tone tone, int size) {
        String svg = texts.computeIfAbsent(name, this::read);
        return ImageDescriptor.createFromImageDataProvider(new SvgImage(colored(svg, tone), size, size));
    }

    /** A state's shape, 16 by 16 at 100 %. */
    public Image state(State state) {
        return state(state, false, 16);
    }

    /** A state's shape; stale ones are paler. */
    public Image state(State state, boolean stale, int size) {
        return made.computeIfAbsent(new Shaped(state, stale, size), key -> resources.create(shape(state, stale, size)));
    }

    private ImageDescriptor shape(State state, boolean stale, int size) {
        String svg = "<svg xmlns='http://www.w3.org/2000/svg' width='16' height='16' viewBox='0 0 16 16' fill='none'>"
                + "<g stroke-linecap='round' opacity='" + (stale ? "0.45" : "1") + "'>" + state.svg(theme) + "</g></svg>";
        return ImageDescriptor.createFromImageDataProvider(new SvgImage(svg, size, size));
    }

    /** A small upright bar in a lab's colour, for trees and headers. */
    public Image bar(String hex) {
        String color = Theme.hex(theme.labColor(hex).getRGB());
        String svg = "<svg xmlns='http://www.w3.org/2000/svg' width='16' height='16' viewBox='0 0 16 16'>"
                + "<rect x='5' y='0.5' width='6' height='15' rx='2' fill='" + color + "' stroke='#ffffff' stroke-opacity='0.6'/></svg>";
        return resources.create(ImageDescriptor.createFromImageDataProvider(new SvgImage(svg, 16, 16)));
    }

    /** A bar in a lab's colour with the mark of its guard beside it: a Lucide icon, or {@code null} for none. */
    public Image lab(String hex, String mark) {
        if (mark == null) {
            return bar(hex);
        }
        String color = Theme.hex(theme.labColor(hex).getRGB());
        String icon = colored(texts.computeIfAbsent(mark, this::read), Theme.Tone.ATTENTION);
        String inner = icon.substring(icon.indexOf('>', icon.indexOf("<svg")) + 1, icon.lastIndexOf("</svg>"));
        String svg = "<svg xmlns='http://www.w3.org/2000/svg' width='16' height='16' viewBox='0 0 16 16' fill='none'>"
                + "<rect x='0' y='0.5' width='5' height='15' rx='2' fill='" + color + "'/><g transform='translate(5.6 3) scale(0.43)' stroke='"
                + Theme.hex(theme.rgb(Theme.Tone.ATTENTION)) + "' stroke-width='2.6' stroke-linecap='round' stroke-linejoin='round'>" + inner
                + "</g></svg>";
        return resources.create(ImageDescriptor.createFromImageDataProvider(new SvgImage(svg, 16, 16)));
    }

    /** An image from SVG text of one's own, in which {@code currentColor} stands for {@code tone}. */
    public Image svg(String svg, Theme.Tone tone, int width, int height) {
        return resources.create(ImageDescriptor.createFromImageDataProvider(new SvgImage(colored(svg, tone), width, height)));
    }

    /** Reads and draws one icon for nobody, which loads the rasteriser. Any thread. */
    public void warmUp() {
        new SvgImage(texts.computeIfAbsent("box", this::read).replace("currentColor", "#000000"), 16, 16).getImageData(100);
    }

    private String colored(String svg, Theme.Tone tone) {
        return svg.replace("currentColor", Theme.hex(theme.rgb(tone)));
    }

    private String read(String name) {
        URL url = lucide(LUCIDE + name + ".svg");
        if (url == null) {
            throw new IllegalArgumentException("Lucide has no icon named " + name);
        }
        try (InputStream in = url.openStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code null} when Lucide's bundle has no such file. */
    private static URL lucide(String path) {
        Bundle bundle = Platform.getBundle("org.webjars.npm.lucide-static");
        return bundle == null ? null : bundle.getEntry(path);
    }
}
