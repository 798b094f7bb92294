package org.campanile.ui.labs;

import java.util.LinkedHashMap;
import java.util.Map;

import org.eclipse.ui.views.properties.IPropertyDescriptor;
import org.eclipse.ui.views.properties.IPropertySource;
import org.eclipse.ui.views.properties.PropertyDescriptor;

/** What Properties tells of a row of the Labs explorer; read-only, secrets are not in it. */
final class LabItemProperties implements IPropertySource {

    private final Map<String, String> values = new LinkedHashMap<>();

    LabItemProperties(LabItem item) {
        values.put(Messages.name, item.name());
        if (item.file() != null) {
            values.put(Messages.file, item.file().toString());
        }
        if (item.lab() != null) {
            values.put(Messages.lab, item.lab().name());
            values.put(Messages.guard, item.lab().guard().label());
            switch (item.kind()) {
                case CLOUD -> item.lab().cloud().ifPresent(c -> {
                    values.put(Messages.keystone, c.authUrl());
                    values.put(Messages.user, c.who());
                    values.put(Messages.project, c.project());
                    values.put(Messages.region, c.region());
                    values.put(Messages.interfaceName, c.interfaceName());
                    values.put(Messages.certificate, c.verify() ? Messages.checked : Messages.notChecked);
                });
                case BROKER -> item.lab().broker().ifPresent(b -> {
                    values.put(Messages.address, b.address());
                    values.put("TLS", b.tls() ? Messages.yes : Messages.no);
                    values.put(Messages.user, b.user());
                    values.put(Messages.virtualHost, b.vhost());
                    values.put(Messages.managementApi, b.managementUrl());
                });
                default -> {
                    if (!item.detail().isEmpty()) {
                        values.put(Messages.address, item.detail());
                    }
                }
            }
        }
    }

    @Override
    public IPropertyDescriptor[] getPropertyDescriptors() {
        return values.keySet().stream().map(name -> new PropertyDescriptor(name, name)).toArray(IPropertyDescriptor[]::new);
    }

    @Override
    public Object getPropertyValue(Object id) {
        return values.get(id);
    }

    @Override
    public Object getEditableValue() {
        return null;
    }

    @Override
    public boolean isPropertySet(Object id) {
        return false;
    }

    @Override
    public void resetPropertyValue(Object id) {
        throw new UnsupportedOperationException("read-only");
    }

    @Override
    public void setPropertyValue(Object id, Object value) {
        throw new UnsupportedOperationException("read-only");
    }
}
