package org.campanile.core.environment;

/** What is kept of services and units under the keys of the protocol document's section 6.3, to be read. */
public interface KeptKeys {

    /** What is kept of a service under a key, or {@code null}. */
    Object ofService(String serviceId, String key);

    /** What is kept of a unit under a key, or {@code null}. */
    Object ofUnit(String unitId, String key);

    /** Host name that a unit has got, empty when it was never deployed. */
    default String hostName(String unitId) {
        return Values.text(ofUnit(unitId, DeployedState.HOST_NAME));
    }
}
