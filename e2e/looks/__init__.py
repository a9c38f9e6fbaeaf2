"""Pictures of the views.

`references/` holds those that every change is compared with: `make looks` takes them again.
`make looks-changed` compares every state in every look with how another commit draws it.
"""
