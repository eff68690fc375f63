(CNN) -- The inquiry opened on Tuesday.

"The doors were locked," said Ines Valk.

By the evening nobody had answered.

@highlight

Inquiry opens in a sports hall

@highlight

Two doors were locked, a witness says
