# modules: ipaddress
import ipaddress

network = ipaddress.ip_network("192.168.0.0/29")
print(list(network.hosts())[:2], network.netmask, ipaddress.ip_address("192.168.0.5") in network)
print(ipaddress.ip_address("2001:db8::1").exploded, list(ipaddress.ip_network("10.0.0.0/30").subnets())[1])
print(
    list(
        ipaddress.collapse_addresses(
            [ipaddress.ip_network("10.0.0.0/25"), ipaddress.ip_network("10.0.0.128/25")]
        )
    )
)
for text in ("1.2.3", "1.2.3.256", "::1::"):
    try:
        ipaddress.ip_address(text)
    except ValueError as error:
        print(error)
