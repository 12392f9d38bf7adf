// The messages in the practice inbox. People, programs and addresses are invented; `days` is how long ago one came.

export const ME = { name: 'Amara Okafor', email: 'amara.okafor@example.com' };

export const SIGNATURE = ['Amara Okafor, MBBS', 'AAMC ID 15550123'];

export const MESSAGES = [
  {
    id: 'm5', days: 1, level: 5, from: 'Dr. Henrik Solberg', email: 'hsolberg@northlake-imed.example',
    subject: 'A position for you, starting in July', date: 'Nov 21',
    body: [
      'Dear Dr. Okafor,',
      'We have one categorical position that we would like to give you now, outside the Match. If you accept by Friday and withdraw your ERAS applications, we will send the contract the same day.',
      'Please reply with a clear yes, and keep this between us.',
      'Henrik Solberg, MD\nProgram Director, Northlake Internal Medicine',
    ],
  },
  {
    id: 'm4', days: 3, level: 4, from: 'Dr. Priya Raman', email: 'praman@cedarvalley-gme.example',
    subject: 'Your interview with Cedar Valley', date: 'Nov 20',
    body: [
      'Dear Dr. Okafor,',
      'The faculty enjoyed meeting you. Before we certify our list we like to know who is serious about us. Where will you rank our program?',
      'Please let us know if we are your first choice.',
      'With best wishes,\nPriya Raman, MD\nAssociate Program Director',
    ],
  },
  {
    id: 'm3', days: 4, level: 3, from: 'Dr. Thomas Whitfield', email: 'twhitfield@riverside-med.example',
    subject: 'Thank you for your visit', date: 'Nov 18',
    body: [
      'Dear Dr. Okafor,',
      'Thank you for spending the day with us. You are one of our top candidates and we plan to rank you highly.',
      'No reply is needed.',
      'Thomas Whitfield, MD\nProgram Director, Riverside Internal Medicine',
    ],
  },
  {
    id: 'm1', days: 6, level: 1, from: 'Lucia Fernandes', email: 'lfernandes@oakridge-residency.example',
    subject: 'Interview day: schedule and links', date: 'Nov 16',
    body: [
      'Dear Dr. Okafor,',
      'It was a pleasure to speak with you on the phone. Attached you will find the schedule for your interview day on December 3 and the video links.',
      'Please tell me if you need another time.',
      'Lucia Fernandes\nResidency Coordinator, Oakridge Family Medicine',
    ],
  },
];
