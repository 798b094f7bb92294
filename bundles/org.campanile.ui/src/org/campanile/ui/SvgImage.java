package org.campanile.ui;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

import org.eclipse.swt.graphics.ImageData;
import org.eclipse.swt.graphics.ImageDataProvider;

/**
 * Renders SVG text for each zoom by writing the wanted size into its root element, so SWT's rasteriser draws it sharp instead of
 * stretching pixels. Equal texts of equal size are one image.
 */
record SvgImage(String svg, int width, int height) implements ImageDataProvider {

    private static final Pattern SIZE = Pattern.compile("\\s(width|height)=['\"][0-9.]+(px)?['\"]");

    @Override
    public ImageData getImageData(int zoom) {
        int root = svg.indexOf("<svg");
        int end = svg.indexOf('>', root);
        String head = SIZE.matcher(svg.substring(root + 4, end)).replaceAll("");
        String sized = "<svg width='" + pixels(width, zoom) + "' height='" + pixels(height, zoom) + "'" + head + svg.substring(end);
        return new ImageData(new ByteArrayInputStream(sized.getBytes(StandardCharsets.UTF_8)));
    }

    private static int pixels(int points, int zoom) {
        return Math.max(1, Math.round(points * zoom / 100f));
    }
}
