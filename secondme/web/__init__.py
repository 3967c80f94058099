"""HTTP on this machine alone, for programs outside that the person knows.

pace        how much of anything in what time
guard       who may come in: the host, the origin, the token, the size and the pace of a request
listening   a port of this machine, and a server on it that waits for nobody long
chat        what is said in a chat, and which question is asked with it
forms       the requests and replies of OpenAI's protocol
endpoint    the memory as a model that chat programs can talk with

What speaks the Model Context Protocol over it is `secondme.clients.mcp_http`.
"""
