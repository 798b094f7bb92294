/** Client of StarlingX's Service Manager REST API (sm-api): nodes, services, service groups, and the commands swact, lock and unlock. */
package org.campanile.core.servicemanager;
