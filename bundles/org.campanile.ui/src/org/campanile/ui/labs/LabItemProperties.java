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
        values.put("Name", item.name());
        if (item.file() != null) {
            values.put("File", item.file().toString());
        }
        if (item.lab() != null) {
            values.put("Lab", item.lab().name());
            values.put("Guard", item.lab().guard().label());
            switch (item.kind()) {
                case CLOUD -> item.lab().cloud().ifPresent(c -> {
                    values.put("Keystone", c.authUrl());
                    values.put("User", c.who());
                    values.put("Project", c.project());
                    values.put("Region", c.region());
                    values.put("Interface", c.interfaceName());
                    values.put("Certificate checked", c.verify() ? "yes" : "no");
                });
                case BROKER -> item.lab().broker().ifPresent(b -> {
                    values.put("Address", b.address());
                    values.put("TLS", b.tls() ? "yes" : "no");
                    values.put("User", b.user());
                    values.put("Virtual host", b.vhost());
                    values.put("Management API", b.managementUrl());
                });
                default -> {
                    if (!item.detail().isEmpty()) {
                        values.put("Address", item.detail());
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
